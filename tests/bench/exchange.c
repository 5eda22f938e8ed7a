/* What a message costs between two ranks: mpirun -n 2 exchange prints, for some sizes, bytes and
 * half of the fewest microseconds in which as many went there and back. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

enum { SMALLEST = 64, LARGEST = 1 << 22, ROUNDS = 300 };

static double there_and_back(char *bytes, int size, int rank) {
    MPI_Status *none = MPI_STATUS_IGNORE;
    double start = MPI_Wtime();
    if (rank == 0) MPI_Send(bytes, size, MPI_BYTE, 1, 0, MPI_COMM_WORLD);
    MPI_Recv(bytes, size, MPI_BYTE, 1 - rank, 0, MPI_COMM_WORLD, none);
    if (rank == 1) MPI_Send(bytes, size, MPI_BYTE, 0, 0, MPI_COMM_WORLD);
    return MPI_Wtime() - start;
}

static double fewest_seconds(char *bytes, int size, int rank) {
    double fewest = 1;
    for (int i = 0; i < ROUNDS; i++) {
        double seconds = there_and_back(bytes, size, rank);
        if (seconds < fewest) fewest = seconds;
    }
    return fewest / 2;
}

int main(int count, char **words) {
    int rank;
    MPI_Init(&count, &words);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    char *bytes = calloc(1, LARGEST);
    for (int size = SMALLEST; bytes && size <= LARGEST; size *= 4) {
        double seconds = fewest_seconds(bytes, size, rank);
        if (rank == 0) printf("%d %.3f\n", size, 1e6 * seconds);
    }
    free(bytes);
    return MPI_Finalize();
}

/* The safetensors format against files put together here byte by byte. */
#include "check.h"
#include "file/safetensors.h"

typedef struct bytes {
    unsigned char *at; /* of exactly this size, so that the sanitizer sees every overread */
    size_t size;
} bytes;

static bytes file_of(const char *header, size_t data_size) {
    size_t length = strlen(header);
    bytes file = {malloc(8 + length + data_size), 8 + length + data_size};
    for (size_t i = 0; i < 8; i++) file.at[i] = (unsigned char)((uint64_t)length >> 8 * i);
    memcpy(file.at + 8, header, length);
    for (size_t i = 0; i < data_size; i++) file.at[8 + length + i] = (unsigned char)(i + 1);
    return file;
}

#define A "\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}"
#define B "\"b\":{\"data_offsets\":[24,28],\"shape\":[],\"dtype\":\"F32\"}"
#define EMPTY "\"e\":{\"dtype\":\"F32\",\"shape\":[7,0],\"data_offsets\":[24,24]}"
#define ENTRY(dtype, shape, offsets)                                                               \
    "{\"a\":{\"dtype\":" dtype ",\"shape\":" shape ",\"data_offsets\":" offsets "}}"

static void reading(void) {
    static const char *const headers[] = {"{" A "," EMPTY "," B "}", "{" B "," EMPTY "," A "}   ",
                                          "{" EMPTY "," B ",\"__metadata__\":{\"k\":\"v\"}," A "}"};
    for (size_t i = 0; i < 3; i++) {
        bytes file = file_of(headers[i], 28);
        sl_safetensors *read;
        sl_error error = {0};
        CHECK_STATUS(sl_safetensors_read(file.at, file.size, &read, &error), SL_OK);
        CHECK_TEXT(error.message, "");
        CHECK_INT(sl_safetensors_count(read), 3);
        const sl_array *a = sl_safetensors_find(read, "a"), *b = sl_safetensors_find(read, "b");
        CHECK(sl_array_is(a, 2, (size_t[]){2, 3}));
        CHECK(!sl_array_is(a, 2, (size_t[]){3, 2}) && !sl_array_is(a, 1, (size_t[]){2}));
        CHECK_INT(a->count, 6);
        CHECK_INT(b->dimensions, 0);
        CHECK_INT(b->count, 1);
        CHECK_INT(sl_safetensors_find(read, "e")->count, 0);
        CHECK(sl_safetensors_find(read, "c") == NULL);
        CHECK_REAL((double)sl_array_get(a, 1), 0x1.0e0c0a0000000p-111); /* 0x08070605 */
        CHECK_REAL((double)sl_array_get(b, 0), 0x1.3634320000000p-71);  /* 0x1c1b1a19 */
        size_t size;
        const char *text = sl_safetensors_metadata(read, "k", &size);
        if (i == 2) CHECK_TEXT(text, "v");
        CHECK_INT(size, i == 2);
        CHECK((text != NULL) == (i == 2));
        sl_safetensors_free(read);
        free(file.at);
    }
}

static void refused(bytes file, const char *why) {
    sl_safetensors *read = (sl_safetensors *)&read;
    sl_error error = {0};
    CHECK_FAILS(sl_safetensors_read(file.at, file.size, &read, &error), SL_BAD_FILE, error, why);
    CHECK(read == NULL);
    free(file.at);
}

static void refusing(void) {
    static const struct {
        const char *header;
        size_t data;
        const char *why;
    } bad[] = {
        {"{" A "}", 23, "the data of tensor \"a\" end at 24, but the file has 23 bytes of data"},
        {"{" A "}", 25, "1 bytes at the end of the file belong to no tensor"},
        {"{}", 4, "4 bytes at the end"},
        {"{" B "}", 28, "the data of tensor \"b\" follow after a gap"},
        {"{" A "," A "}", 24, "there before"},
        {"{" A "} x", 24, "after the end"},
        {" {" A "}", 24, "this is not a model file"},
        {"[]", 0, "this is not a model file"},
        {"{" A ",\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[20,28]}}", 28,
         "overlap those of another"},
        {"{" A ",\"b\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}}", 24,
         "overlap those of another"},
        {"{" A ",\"b\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[4,4]}}", 24, "overlap"},
        {"{" A ",\"b\":3}", 24, "must have dtype, shape and data_offsets"},
        {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, "must have dtype"},
        {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":1}}", 4,
         "nothing else"},
        {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"offsets\":[0,4]}}", 4,
         "must have data_offsets"},
        {ENTRY("\"F64\"", "[1]", "[0,8]"), 8, "tensor \"a\" is of type F64; only F32 can be read"},
        {ENTRY("\"BF16\"", "[2]", "[0,4]"), 4, "BF16"},
        {ENTRY("32", "[1]", "[0,4]"), 4, "must have dtype"},
        {ENTRY("\"F32\"", "1", "[0,4]"), 4, "must have a shape of at most 8 numbers"},
        {ENTRY("\"F32\"", "[1,1,1,1,1,1,1,1,1]", "[0,4]"), 4, "at most 8 numbers"},
        {ENTRY("\"F32\"", "[1.0]", "[0,4]"), 4, "whole numbers"},
        {ENTRY("\"F32\"", "[-1]", "[0,4]"), 4, "whole numbers"},
        {ENTRY("\"F32\"", "[4294967296,4294967296]", "[0,4]"), 4, "fits in memory"},
        {ENTRY("\"F32\"", "[4611686018427387905]", "[0,4]"), 4, "fits in memory"},
        {ENTRY("\"F32\"", "[1]", "[0,8]"), 8, "has 8 bytes, but its shape needs 4"},
        {ENTRY("\"F32\"", "[2]", "[0,4]"), 4, "has 4 bytes, but its shape needs 8"},
        {ENTRY("\"F32\"", "[1]", "[4,0]"), 4, "is cut off or altered"},
        {ENTRY("\"F32\"", "[1]", "[0]"), 4, "data_offsets [begin, end]"},
        {ENTRY("\"F32\"", "[1]", "[0,4,4]"), 4, "data_offsets [begin, end]"},
        {ENTRY("\"F32\"", "[1]", "[-4,0]"), 4, "data_offsets [begin, end]"},
        {ENTRY("\"F32\"", "[1]", "[0,18446744073709551620]"), 4, "data_offsets"},
        {"{\"a\\u0000b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "a NUL"},
        {"{\"__metadata__\":[]}", 0, "__metadata__ must map names to strings"},
        {"{\"__metadata__\":{\"a\":\"b\",\"c\":1}}", 0, "__metadata__ must map"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        refused(file_of(bad[i].header, bad[i].data), bad[i].why);
}

static void bad_lengths(void) {
    bytes file = file_of("{}", 0);
    file.at[0] = 3;
    refused(file, "the file is cut off: its header takes 3 bytes, but only 2 are there");
    file = file_of("{}", 0);
    file.at[3] = 5; /* 83,886,082 */
    refused(file, "cut off: its header takes 83886082");
    file = file_of("{}", 0);
    file.at[3] = 6; /* 100,663,298 */
    refused(file, "this is not a model file");
    file = file_of("{}", 0);
    file.at[7] = 0x80;
    refused(file, "this is not a model file");
    file = file_of("{}", 0);
    file.at[0] = 0;
    refused(file, "not valid JSON at byte 0");
    refused((bytes){malloc(1), 0}, "has only 0 bytes");
    refused((bytes){calloc(8, 1), 8}, "has only 8 bytes");
}

static void writing(void) {
    static const char expected[] =
        "{\"__metadata__\":{\"key\":\"a \\\"value\\\"\"},"
        "\"w\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
        "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}";
    sl_array arrays[] = {{.name = "w", .dimensions = 2, .shape = {2, 1}},
                         {.name = "b", .dimensions = 1, .shape = {1}}};
    void *file;
    size_t size;
    CHECK_STATUS(sl_safetensors_lay_out(arrays, 2, "key", "a \"value\"", &file, &size, NULL),
                 SL_OK);
    sl_array_set(&arrays[0], 1, -2);
    sl_array_set(&arrays[1], 0, 0x1.fffffep127f);
    size_t header = strlen(expected), padded = (header + 7) & ~(size_t)7;
    const unsigned char *at = file;
    CHECK(header % 8 != 0); /* or there is nothing to pad */
    if (!CHECK_INT(size, 8 + padded + 12)) return;
    CHECK_INT(at[0] + 256 * at[1], padded);
    CHECK_BYTES(at + 2, "\0\0\0\0\0\0", 6);
    CHECK_BYTES(at + 8, expected, header);
    CHECK_BYTES(at + 8 + header, "       ", padded - header);
    CHECK_BYTES(at + 8 + padded, "\0\0\0\0\0\0\0\xc0\xff\xff\x7f\x7f", 12);
    sl_safetensors *read;
    CHECK_STATUS(sl_safetensors_read(file, size, &read, NULL), SL_OK);
    CHECK_REAL((double)sl_array_get(sl_safetensors_find(read, "w"), 1), -2);
    sl_safetensors_free(read);
    sl_release(file);
}

/* Any damage gives an error or a file, never a crash. */
static void altered(void) {
    check_random random = check_seed("safetensors", 11);
    bytes good = file_of("{\"__metadata__\":{\"k\":\"v\"}," A "," EMPTY "," B "}", 28);
    for (size_t size = 0; size < good.size; size++) {
        bytes cut = {malloc(size > 0 ? size : 1), size};
        memcpy(cut.at, good.at, size);
        refused(cut, "");
    }
    for (int i = 0; i < 5000; i++) {
        bytes copy = {malloc(good.size), good.size};
        sl_safetensors *read;
        memcpy(copy.at, good.at, good.size);
        for (size_t flips = 1 + check_below(&random, 3); flips > 0; flips--)
            copy.at[check_below(&random, good.size)] ^=
                (unsigned char)(1 + check_below(&random, 255));
        sl_status status = sl_safetensors_read(copy.at, copy.size, &read, NULL);
        CHECK(status == SL_OK ? read != NULL : status == SL_BAD_FILE && read == NULL);
        sl_safetensors_free(read);
        free(copy.at);
    }
    free(good.at);
}

void safetensors_test(void) {
    reading();
    refusing();
    bad_lengths();
    writing();
    altered();
}

/* Resuming: a trainer takes over a file's training whole, or refuses the file and stays as it was.
 * Both a trainer on a text and one on pairs are given every input. */
#include "fuzz.h"

typedef struct training {
    sl_text *text;
    sl_pairs *pairs;
    sl_model *model;
    sl_trainer *trainer;
    void *start; /* the trainer's file, from which every input begins */
    size_t start_size;
} training;

static const char letters[] = "the small river runs past a mill and seven boats";
static const char lines[] = "go .\tva !\nhi there .\tsalut vous !\nrun now\tcours !\n";

static sl_settings *settings_of(const char *optimizer) {
    static const char *const small[][2] = {{"cell", "lstm"}, {"hidden", "2"},    {"embedding", "2"},
                                           {"batch", "2"},   {"steps", "4"},     {"minimum", "1"},
                                           {"lr", "0.01"},   {"dropout", "0.25"}};
    sl_settings *settings;
    HOLDS(sl_settings_create(&settings, NULL) == SL_OK);
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        HOLDS(sl_settings_set(settings, small[i][0], small[i][1], NULL) == SL_OK);
    HOLDS(sl_settings_set(settings, "optimizer", optimizer, NULL) == SL_OK);
    return settings;
}

/* A few updates, so that every counter and moment of the file is in use. */
static void begin(training *t) {
    for (int i = 0; i < 4; i++) HOLDS(sl_trainer_step(t->trainer, NULL) == SL_OK);
    HOLDS(sl_trainer_save(t->trainer, "{}", &t->start, &t->start_size, NULL) == SL_OK);
}

static training on_text(void) {
    training t = {0};
    sl_settings *settings = settings_of("adam");
    HOLDS(sl_text_create(NULL, "none", 0, &t.text, NULL) == SL_OK);
    HOLDS(sl_text_append(t.text, letters, strlen(letters), NULL) == SL_OK);
    HOLDS(sl_text_finish(t.text, NULL) == SL_OK);
    HOLDS(sl_model_create(settings, sl_text_vocabulary(t.text), &t.model, NULL) == SL_OK);
    HOLDS(sl_trainer_create(t.model, t.text, &t.trainer, NULL) == SL_OK);
    sl_settings_free(settings);
    begin(&t);
    return t;
}

static training on_pairs(void) {
    training t = {0};
    sl_settings *settings = settings_of("momentum");
    HOLDS(sl_pairs_create(settings, 0, &t.pairs, NULL) == SL_OK);
    HOLDS(sl_pairs_append(t.pairs, lines, strlen(lines), NULL) == SL_OK);
    HOLDS(sl_pairs_finish(t.pairs, NULL) == SL_OK);
    HOLDS(sl_model_create_translation(settings, t.pairs, &t.model, NULL) == SL_OK);
    HOLDS(sl_trainer_create_pairs(t.model, t.pairs, &t.trainer, NULL) == SL_OK);
    sl_settings_free(settings);
    begin(&t);
    return t;
}

static void saves_as(const training *t, const void *file, size_t file_size) {
    void *saved;
    size_t size;
    HOLDS(sl_trainer_save(t->trainer, "{}", &saved, &size, NULL) == SL_OK);
    HOLDS(size == file_size && memcmp(saved, file, size) == 0);
    sl_release(saved);
}

/* What was resumed is a training: its own file resumes it to the same bytes, and it goes on. */
static void go_on(const training *t) {
    void *saved;
    size_t size;
    HOLDS(sl_trainer_save(t->trainer, "{}", &saved, &size, NULL) == SL_OK);
    HOLDS(sl_trainer_restore(t->trainer, saved, size, NULL) == SL_OK);
    saves_as(t, saved, size);
    for (int i = 0; i < 2; i++) {
        sl_status status = sl_trainer_step(t->trainer, NULL);
        HOLDS(status == SL_OK || status == SL_DIVERGED);
    }
    sl_release(saved);
}

static void resume(const training *t, const uint8_t *bytes, size_t size) {
    sl_status status = sl_trainer_restore(t->trainer, bytes, size, NULL);
    HOLDS(status == SL_OK || status == SL_BAD_FILE || status == SL_BAD_TEXT ||
          status == SL_NO_MEMORY);
    if (status == SL_OK) {
        go_on(t);
        HOLDS(sl_trainer_restore(t->trainer, t->start, t->start_size, NULL) == SL_OK);
    }
    saves_as(t, t->start, t->start_size);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static training both[2]; /* made once: making them takes longer than most inputs */
    if (both[0].trainer == NULL) {
        both[0] = on_text();
        both[1] = on_pairs();
    }
    resume(&both[0], bytes, size);
    resume(&both[1], bytes, size);
    return 0;
}

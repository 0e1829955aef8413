/* JSON -> struct scenario. The file is named by the environment variable JLINK_SIM.
 *
 * Everything has a default, so that `{}` is one healthy probe with a healthy nRF52840 and a scenario tells only what
 * is wrong. The keys are those of the dataclasses in __init__.py.
 */
#include "sim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const ACTS[] = {
    [FAIL] = "fail", [FLIP] = "flip", [SLOW] = "slow", [HANG] = "hang", [CRASH] = "crash", [EXIT] = "exit",
    [UNPLUG] = "unplug", [POWER_OFF] = "power-off", [LOCK] = "lock", [LOCK_SECURE] = "lock-secure", [SAY] = "say",
};

static char *read_file(const char *path)
{
    FILE *file = path == NULL ? NULL : fopen(path, "r");
    char *text = calloc(1, 65536);

    if (file != NULL && text != NULL) {
        text[fread(text, 1, 65535, file)] = '\0';
        fclose(file);
    }
    return text == NULL ? "" : text;
}

const char *act_name(enum fault_act act)
{
    return ACTS[act];
}

static enum fault_act act_named(const char *name)
{
    for (size_t i = 0; i < sizeof ACTS / sizeof ACTS[0]; i++)
        if (strcmp(ACTS[i], name) == 0)
            return (enum fault_act)i;
    return FAIL;
}

static void load_fault(struct fault *fault, json from)
{
    char act[16];

    json_text(json_member(from, "call"), fault->call, sizeof fault->call, "*");
    json_text(json_member(from, "text"), fault->text, sizeof fault->text, "");
    json_text(json_member(from, "act"), act, sizeof act, "fail");
    fault->act = act_named(act);
    fault->after = (int)json_integer(json_member(from, "after"), 0);
    fault->times = (int)json_integer(json_member(from, "times"), -1);
    fault->rate = json_number(json_member(from, "rate"), 1.0);
    fault->low = (uint32_t)json_integer(json_member(from, "low"), 0);
    fault->high = (uint32_t)json_integer(json_member(from, "high"), 0xFFFFFFFF);
    fault->value = (long)json_integer(json_member(from, "value"), 0);
    fault->has_value = json_integer(json_member(from, "value"), -77777) != -77777;
    fault->ms = (int)json_integer(json_member(from, "ms"), 0);
}

static void load_probe(struct probe *probe, json from)
{
    char chip[32];
    json told = json_member(from, "chip");
    json lock = json_first(json_member(from, "approtect"));
    json stuck = json_first(json_member(from, "stuck"));

    probe->serial = (uint32_t)json_integer(json_member(from, "serial"), 683000001);
    json_text(json_member(from, "product"), probe->product, sizeof probe->product, "J-Link OB-nRF5340-NordicSemi");
    json_text(json_member(from, "firmware"), probe->firmware, sizeof probe->firmware,
              "J-Link OB-nRF5340-NordicSemi compiled Nov  7 2023 16:22:01");
    probe->vtref_mv = (int)json_integer(json_member(from, "vtref_mv"), 3300);
    json_text(told, chip, sizeof chip, "nRF52840");
    probe->chip = told != NULL && json_is_null(told) ? NULL : chip_named(chip);
    for (int core = 0; core < MAX_CORES && lock != NULL; core++, lock = json_next(lock))
        probe->approtect[core] = json_truth(lock, false);
    probe->secure_approtect = json_truth(json_member(from, "secure_approtect"), false);
    probe->erase_protect = json_truth(json_member(from, "erase_protect"), false);
    probe->firmware_opens_port = json_truth(json_member(from, "firmware_opens_port"), true);
    probe->network_off = json_truth(json_member(from, "network_off"), false);
    probe->halted = json_truth(json_member(from, "halted"), false);
    probe->blank = json_truth(json_member(from, "blank"), false);
    probe->ram_off = (uint32_t)json_integer(json_member(from, "ram_off"), 0);
    probe->stuck_low = (uint32_t)json_integer(stuck, 1);
    probe->stuck_high = stuck == NULL ? 0 : (uint32_t)json_integer(json_next(stuck), 0);
    probe->modem_dead = json_truth(json_member(from, "modem_dead"), false);
    json_text(json_member(from, "modem_key"), probe->modem_key, sizeof probe->modem_key, "3c6d9f10");
    json_text(json_member(from, "modem_refuses"), probe->modem_refuses, sizeof probe->modem_refuses, "");
    for (json poke = json_first(json_member(from, "words")); poke != NULL && probe->pokes < MAX_POKES;
         poke = json_next(poke)) {
        json address = json_first(poke);

        probe->poke[probe->pokes].address = (uint32_t)json_integer(address, 0);
        probe->poke[probe->pokes++].value = (uint32_t)json_integer(json_next(address), 0);
    }
}

static void load(struct scenario *out, json from)
{
    json probes = json_member(from, "probes");
    json faults = json_member(from, "faults");

    out->dll_version = (int)json_integer(json_member(from, "dll_version"), 79600);
    json_text(json_member(from, "log"), out->log_path, sizeof out->log_path, "");
    json_text(json_member(from, "state"), out->state_path, sizeof out->state_path, "");
    json_text(json_member(from, "open_error"), out->open_error, sizeof out->open_error, "");
    for (json one = json_first(probes); one != NULL && out->probes < MAX_PROBES; one = json_next(one))
        load_probe(&out->probe[out->probes++], one);
    if (probes == NULL)
        load_probe(&out->probe[out->probes++], "{}");
    for (json one = json_first(faults); one != NULL && out->faults < MAX_FAULTS; one = json_next(one))
        load_fault(&out->fault[out->faults++], one);
}

const struct scenario *scenario(void)
{
    static struct scenario loaded;
    static bool is_loaded;

    if (!is_loaded) {
        is_loaded = true;
        load(&loaded, read_file(getenv("JLINK_SIM")));
    }
    return &loaded;
}

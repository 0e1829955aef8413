/* What outlives a worker process.
 *
 * pynrfjprog starts a worker process for every API object; a board keeps its flash, its run state and its protection
 * over that. So the state lives in a mapped file when the scenario names one. Flash and UICR are kept inverted:
 * the untouched zeros of a sparse file then read as erased cells.
 */
#define _GNU_SOURCE
#include "sim.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define MAGIC 0x4A4C534Du           /* "MSLJ" */
#define PROBE_MEMORY (4u << 20)     /* room for the memories of one part, more than the largest has */

static size_t header_size(void)
{
    return (sizeof(struct state) + 4095u) & ~(size_t)4095u;
}

uint8_t *state_memory(int probe, uint32_t address)
{
    const struct chip *chip = scenario()->probe[probe].chip;
    const struct region *region = chip == NULL ? NULL : chip_region(chip, address);
    size_t offset = header_size() + (size_t)probe * PROBE_MEMORY;

    if (region == NULL)
        return NULL;
    for (const struct region *before = chip->region; before != region; before++)
        offset += before->size;
    return (uint8_t *)state() + offset + (address - region->base);
}

static void set_word(int probe, uint32_t address, uint32_t value)
{
    const struct region *region = chip_region(scenario()->probe[probe].chip, address);
    uint8_t *cell = state_memory(probe, address);

    if (cell == NULL) {
        register_set(&state()->target[probe], address, value);
        return;
    }
    if (region->kind != RAM)
        value = ~value;
    memcpy(cell, &value, sizeof value);
}

/* The UICR word that makes a part behave as the scenario says; hardened parts count any other value as locked. */
static void set_protection_words(int number, const struct probe *probe)
{
    const struct chip *chip = probe->chip;
    uint32_t closed = chip->family == NRF51 ? 0xFFFF00FF : chip->family == NRF52 ? 0xFFFFFF00 : 0;
    uint32_t open = chip->family == NRF52 ? 0xFFFFFF5A : 0x50FA50FA;

    for (int i = 0; i < chip->cores; i++) {
        const struct core *core = &chip->core[i];

        if (probe->approtect[i])
            set_word(number, core->uicr_approtect, closed);
        else if (chip->hardened)
            set_word(number, core->uicr_approtect, open);
        if (core->uicr_secure != 0 && (probe->secure_approtect || chip->hardened))
            set_word(number, core->uicr_secure, probe->secure_approtect ? 0 : open);
        if (core->uicr_erase != 0 && probe->erase_protect)
            set_word(number, core->uicr_erase, 0);
    }
}

/* Stack pointer and reset vector of some application: enough for flash not to be blank. */
static void set_application(int number, const struct chip *chip)
{
    for (int i = 0; i < MAX_REGIONS && chip->region[i].size > 0; i++)
        if (chip->region[i].kind == FLASH) {
            set_word(number, chip->region[i].base, 0x20002000);
            set_word(number, chip->region[i].base + 4, chip->region[i].base + 0x201);
        }
}

static void fill_target(int number)
{
    const struct probe *probe = &scenario()->probe[number];
    struct target *target = &state()->target[number];

    target->vtref_mv = (uint32_t)probe->vtref_mv;
    if (probe->chip == NULL)
        return;
    for (const struct word *word = probe->chip->identity; word->address != 0; word++)
        set_word(number, word->address, word->value);
    set_protection_words(number, probe);
    if (!probe->blank)
        set_application(number, probe->chip);
    for (int i = 0; i < probe->pokes; i++)
        set_word(number, probe->poke[i].address, probe->poke[i].value);
    for (int i = 0; i < probe->chip->cores; i++) {
        target->halted[i] = probe->halted;
        /* On nRF51 the port stays open and only the memories answer zeros (memory.c). */
        target->open[i] = probe->chip->family == NRF51 || !probe->approtect[i];
    }
    target->secure_open = !probe->secure_approtect;
    for (uint32_t block = 0; block < 32; block++)
        if (probe->ram_off >> block & 1u)
            register_set(target, probe->chip->core[0].ram_power + 16 * block, 0);
    if (probe->network_off)
        register_set(target, NETWORK_FORCEOFF, 1);
}

struct state *state(void)
{
    static struct state *mapped;
    const char *path = scenario()->state_path;
    size_t size = header_size() + MAX_PROBES * (size_t)PROBE_MEMORY;
    int file = -1;

    if (mapped != NULL)
        return mapped;
    if (path[0] != '\0')
        file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0 && ftruncate(file, (off_t)size) != 0)
        abort();
    mapped = mmap(NULL, size, PROT_READ | PROT_WRITE, file >= 0 ? MAP_SHARED : MAP_PRIVATE | MAP_ANONYMOUS, file, 0);
    if (mapped == MAP_FAILED)
        abort();
    if (mapped->magic != MAGIC) {
        mapped->magic = MAGIC;
        mapped->random = 0x2545F491;  /* any start but zero will do */
        for (int i = 0; i < scenario()->probes; i++)
            fill_target(i);
    }
    return mapped;
}

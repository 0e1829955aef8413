/* The modem core of an nRF91 answering a firmware update over shared RAM and the IPC peripheral.
 *
 * The exchange is the one of Nordic's nAN-41 as the open pyOCD writes it down: the modem is reset with a descriptor in
 * RAM, shows the digest of its root key, takes a loader, and the loader then takes write commands. The codes of its
 * answers are those that nrfjprog names when it gets another one. What it is given is not kept: nrfjprog's verify
 * asks the device only for ranges of the package's digest file, whose format no open source tells.
 */
#include "sim.h"

#include <stdio.h>
#include <string.h>

enum { EVENT_FAULT = 0x4002A100, EVENT_COMMAND = 0x4002A108, TASK_SEND = 0x4002A004 };
enum { COMMAND = 0x2000000C, ARGUMENTS = 0x20000010, BUFFER = 0x20000018, PIPELINE_BUFFER = 0x2000001C };
enum { WRITE = 3, WRITE_PIPELINED = 9 };
#define ACK_KEY 0xA5000001u      /* the modem shows its key, or the loader has started */
#define ACK_COMMAND 0xA5000005u
#define NACK_UNKNOWN 0x5A000001u
#define NACK_FAILED 0x5A000002u
enum { OFF, BOOTING, BOOTED, LOADED };  /* stages */

static uint32_t ram_word(uint32_t address)
{
    uint32_t value;

    memcpy(&value, state_memory(active(), address), sizeof value);
    return value;
}

static void set_ram_word(uint32_t address, uint32_t value)
{
    memcpy(state_memory(active(), address), &value, sizeof value);
}

static bool refuses(const char *what)
{
    return strcmp(active_probe()->modem_refuses, what) == 0;
}

static void answer(uint32_t response, uint32_t event)
{
    set_ram_word(COMMAND, response);
    register_set(active_target(), event, 1);
}

/* The first bytes of the key's digest stand in memory in the order in which the loader's file name spells them. */
static void show_key(void)
{
    unsigned key = 0;

    sscanf(active_probe()->modem_key, "%8x", &key);
    set_ram_word(ARGUMENTS, __builtin_bswap32(key));
    for (uint32_t i = 1; i < 8; i++)
        set_ram_word(ARGUMENTS + 4 * i, 0x9E3779B9u * (key + i));  /* any digits: nobody looks at the rest */
    answer(ACK_KEY, EVENT_COMMAND);
}

static void start_loader(void)
{
    if (refuses("loader")) {
        answer(NACK_FAILED, EVENT_FAULT);
        return;
    }
    active_target()->modem_stage = LOADED;
    answer(ACK_KEY, EVENT_COMMAND);
}

static void write_range(uint32_t command)
{
    uint32_t address = ram_word(ARGUMENTS), size = ram_word(ARGUMENTS + 4);
    uint32_t from = command == WRITE ? BUFFER : PIPELINE_BUFFER + ram_word(ARGUMENTS + 8);
    const uint8_t *data = state_memory(active(), from);

    if (refuses("write") || data == NULL || size > 0x20000) {
        set_ram_word(ARGUMENTS, address);  /* where it failed: all that the loader tells */
        answer(NACK_FAILED, EVENT_COMMAND);
        return;
    }
    answer(ACK_COMMAND, EVENT_COMMAND);
}

static void run_command(void)
{
    uint32_t command = ram_word(COMMAND);

    if (command == WRITE || command == WRITE_PIPELINED)
        write_range(command);
    else
        answer(NACK_UNKNOWN, EVENT_COMMAND);
}

void modem_after_write(uint32_t address, uint32_t value)
{
    struct target *target = active_target();

    if (active_probe()->modem_dead)
        return;
    if (address == NETWORK_FORCEOFF)
        target->modem_stage = value == 0 ? BOOTING : OFF;
    else if (address == TASK_SEND && value == 1 && target->modem_stage == BOOTED)
        start_loader();
    else if (address == TASK_SEND && value == 1 && target->modem_stage == LOADED)
        run_command();
}

void modem_before_read(uint32_t address)
{
    struct target *target = active_target();

    if (target->modem_stage != BOOTING || address != EVENT_COMMAND)
        return;
    target->modem_stage = BOOTED;
    show_key();
}

/* The parts that can be simulated.
 *
 * Addresses of memories, flash controllers and UICR words are those of the product specifications and of the open
 * pyOCD and probe-rs. The words that nrfjprog takes a part's identity from were found by asking: the call log names
 * each address that it reads, and read_device_info() tells what it made of the answer.
 */
#include "sim.h"

#include <string.h>

#define KB 1024u

/* In FICR: page size and number of pages, part, variant in ASCII, KiB of RAM and of flash. What nrfjprog goes by are
 * 0xF0000FE0.. of nRF51, 0x10000130 and 0x10000134 of nRF52; nRF53 and nRF91 it asks through CTRL-AP (struct chip). */
static const struct word NRF51822[] = {
    {0xF0000FE0, 0x01}, {0xF0000FE4, 0x00}, {0xF0000FE8, 0x78}, {0xF0000FEC, 0x00},
    {0x10000010, 1024}, {0x10000014, 256}, {0x10000028, 0xFFFFFFFF}, {0x10000034, 2}, {0x10000038, 16 * KB},
    {0x1000005C, 0x008F0072},
    {0, 0},
};

static const struct word NRF52832[] = {
    {0x10000010, 4096}, {0x10000014, 128}, {0x10000100, 0x52832}, {0x10000104, 0x41414530}, {0x1000010C, 64},
    {0x10000110, 512}, {0x10000130, 6}, {0x10000134, 5}, {0xF0000FE0, 0x06}, {0xF0000FE8, 0x50},
    {0, 0},
};

static const struct word NRF52833[] = {
    {0x10000010, 4096}, {0x10000014, 128}, {0x10000100, 0x52833}, {0x10000104, 0x41414230}, {0x1000010C, 128},
    {0x10000110, 512}, {0x10000130, 13}, {0x10000134, 1},
    {0, 0},
};

static const struct word NRF52840[] = {
    {0x10000010, 4096}, {0x10000014, 256}, {0x10000100, 0x52840}, {0x10000104, 0x41414430}, {0x1000010C, 256},
    {0x10000110, 1024}, {0x10000130, 8}, {0x10000134, 2},
    {0, 0},
};

static const struct word NRF52840_REV3[] = {
    {0x10000010, 4096}, {0x10000014, 256}, {0x10000100, 0x52840}, {0x10000104, 0x41414630}, {0x1000010C, 256},
    {0x10000110, 1024}, {0x10000130, 8}, {0x10000134, 4},
    {0, 0},
};

static const struct word NRF5340[] = {
    {0x00FF0130, 7}, {0x00FF0134, 5}, {0x00FF020C, 0x5340}, {0x00FF0210, 0x514B4141}, {0x00FF0218, 512},
    {0x00FF021C, 1024}, {0x00FF0220, 4096}, {0x00FF0224, 256},
    {0x01FF0130, 7}, {0x01FF0134, 5}, {0x01FF020C, 0x5340}, {0x01FF0218, 64}, {0x01FF021C, 256}, {0x01FF0220, 2048},
    {0x01FF0224, 128},
    {0, 0},
};

static const struct word NRF9160[] = {
    {0x00FF0130, 9}, {0x00FF0134, 2}, {0x00FF0140, 0x9160}, {0x00FF0144, 0x41414230}, {0x00FF0218, 256},
    {0x00FF021C, 1024}, {0x00FF0220, 4096}, {0x00FF0224, 256},
    {0, 0},
};

static const struct word NRF9161[] = {
    {0x00FF0130, 9}, {0x00FF0134, 3}, {0x00FF0140, 0x9161}, {0x00FF0144, 0x41414130}, {0x00FF0218, 256},
    {0x00FF021C, 1024}, {0x00FF0220, 4096}, {0x00FF0224, 256},
    {0, 0},
};

#define NRF52_MAP(flash, ram) \
    {{FLASH, 0, (flash) * KB, 0}, {FICR, 0x10000000, 4 * KB, 0}, {UICR, 0x10001000, 4 * KB, 0}, \
     {RAM, 0x20000000, (ram) * KB, 0}}

#define NRF52_CORE \
    {{.ahb = 0, .ctrl = 1, .nvmc = 0x4001E000, .page = 4096, .ram_power = 0x40000900, .ram_sections = 2, \
      .ram_section = 4 * KB, .uicr_approtect = 0x10001208}}

#define NRF91_MAP \
    {{FLASH, 0, 1024 * KB, 0}, {FICR, 0x00FF0000, 4 * KB, 0}, {UICR, 0x00FF8000, 4 * KB, 0}, \
     {RAM, 0x20000000, 256 * KB, 0}}

#define NRF91_CORE \
    {{.ahb = 0, .ctrl = 4, .nvmc = 0x50039000, .page = 4096, .ram_power = 0x5003A600, .ram_sections = 4, \
      .ram_section = 8 * KB, .uicr_approtect = 0x00FF8000, .uicr_secure = 0x00FF802C, \
      .uicr_erase = 0x00FF8030}}

static const struct chip CHIPS[] = {
    {.name = "nRF51822", .family = NRF51, .dpidr = 0x0BB11477, .ahb_idr = 0x04770021, .cores = 1,
     .core = {{.ahb = 0, .ctrl = -1, .nvmc = 0x4001E000, .page = 1024, .uicr_approtect = 0x10001004}},
     .region = {{FLASH, 0, 256 * KB, 0}, {FICR, 0x10000000, 4 * KB, 0}, {UICR, 0x10001000, 4 * KB, 0},
                {RAM, 0x20000000, 32 * KB, 0}},
     .identity = NRF51822},
    {.name = "nRF52832", .family = NRF52, .dpidr = 0x2BA01477, .ahb_idr = 0x24770011, .ctrl_idr = 0x02880000,
     .cores = 1, .core = NRF52_CORE, .region = NRF52_MAP(512, 64), .identity = NRF52832},
    {.name = "nRF52833", .family = NRF52, .hardened = true, .dpidr = 0x2BA01477, .ahb_idr = 0x24770011,
     .ctrl_idr = 0x12880000, .cores = 1, .core = NRF52_CORE, .region = NRF52_MAP(512, 128), .identity = NRF52833},
    {.name = "nRF52840", .family = NRF52, .dpidr = 0x2BA01477, .ahb_idr = 0x24770011, .ctrl_idr = 0x02880000,
     .cores = 1, .core = NRF52_CORE, .region = NRF52_MAP(1024, 256), .identity = NRF52840},
    {.name = "nRF52840-rev3", .family = NRF52, .hardened = true, .dpidr = 0x2BA01477, .ahb_idr = 0x24770011,
     .ctrl_idr = 0x12880000, .cores = 1, .core = NRF52_CORE, .region = NRF52_MAP(1024, 256),
     .identity = NRF52840_REV3},
    {.name = "nRF5340", .family = NRF53, .hardened = true, .dpidr = 0x6BA02477, .ahb_idr = 0x84770001,
     .ctrl_idr = 0x12880000, .part = 7, .revision = 5, .cores = 2,
     .core = {{.ahb = 0, .ctrl = 2, .nvmc = 0x50039000, .page = 4096, .ram_power = 0x50081600, .ram_sections = 16,
               .ram_section = 4 * KB, .uicr_approtect = 0x00FF8000, .uicr_secure = 0x00FF801C,
               .uicr_erase = 0x00FF8020},
              {.ahb = 1, .ctrl = 3, .nvmc = 0x41080000, .page = 2048, .ram_power = 0x41081600, .ram_sections = 16,
               .ram_section = 4 * KB, .uicr_approtect = 0x01FF8000,
               .uicr_erase = 0x01FF8004}},
     .region = {{FLASH, 0, 1024 * KB, 0}, {FICR, 0x00FF0000, 4 * KB, 0}, {UICR, 0x00FF8000, 4 * KB, 0},
                {RAM, 0x20000000, 512 * KB, 0}, {FLASH, 0x01000000, 256 * KB, 1}, {FICR, 0x01FF0000, 4 * KB, 1},
                {UICR, 0x01FF8000, 4 * KB, 1}, {RAM, 0x21000000, 64 * KB, 1}},
     .identity = NRF5340},
    {.name = "nRF9160", .family = NRF91, .dpidr = 0x6BA02477, .ahb_idr = 0x84770001, .ctrl_idr = 0x12880000,
     .part = 9, .revision = 2, .cores = 1, .core = NRF91_CORE, .region = NRF91_MAP, .identity = NRF9160},
    {.name = "nRF9161", .family = NRF91, .hardened = true, .dpidr = 0x6BA02477, .ahb_idr = 0x84770001,
     .ctrl_idr = 0x12880000, .part = 9, .revision = 3, .cores = 1, .core = NRF91_CORE, .region = NRF91_MAP,
     .identity = NRF9161},
};

const struct chip *chip_named(const char *name)
{
    for (size_t i = 0; i < sizeof CHIPS / sizeof CHIPS[0]; i++)
        if (strcmp(CHIPS[i].name, name) == 0)
            return &CHIPS[i];
    return NULL;
}

const struct region *chip_region(const struct chip *chip, uint32_t address)
{
    for (int i = 0; i < MAX_REGIONS && chip->region[i].size > 0; i++)
        if (address >= chip->region[i].base && address - chip->region[i].base < chip->region[i].size)
            return &chip->region[i];
    return NULL;
}

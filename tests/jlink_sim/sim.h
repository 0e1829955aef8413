/* What the parts of the simulated J-Link know of each other.
 *
 * The library stands in for libjlinkarm.so: the unchanged pynrfjprog loads it, and what it answers is set by a
 * scenario (JSON, see scenario.c). The parts, from the bottom up:
 *
 *   json.c      a reader for the scenario's JSON
 *   scenario.c  JSON -> struct scenario, with a healthy board as the default of everything
 *   chips.c     the parts that can be simulated: memory map, identity, access ports
 *   state.c     what outlives a worker process: memory, registers, halted or running (one mapped file)
 *   session.c   the probe in use
 *   registers.c, nvmc.c, protection.c, memory.c
 *               the target: registers, flash controller, what closes its ports, what its bus answers
 *   ports.c     debug port and access ports
 *   modem.c     the modem core of an nRF91 answering a firmware update
 *   calls.c     the call log, and the faults a scenario puts on calls
 *   exports_probe.c, exports_target.c
 *               the J-Link functions themselves
 */
#ifndef SIM_H
#define SIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MAX_PROBES 4
#define MAX_FAULTS 16
#define MAX_POKES 32
#define MAX_CORES 2
#define MAX_REGIONS 8
#define MAX_ACCESS_PORTS 8
#define MAX_REGISTERS 1024

#define EXPORT __attribute__((visibility("default")))

/* ---- json.c ---------------------------------------------------------------------------------------------- */

/* A position in the text of a JSON value; NULL stands for "not there" and is accepted everywhere. */
typedef const char *json;

json json_member(json object, const char *name);
json json_first(json array);
json json_next(json element);
bool json_is_null(json value);  /* null, or not there */
long long json_integer(json value, long long otherwise);
double json_number(json value, double otherwise);
bool json_truth(json value, bool otherwise);
void json_text(json value, char *out, size_t size, const char *otherwise);

/* ---- chips.c --------------------------------------------------------------------------------------------- */

enum family { NRF51, NRF52, NRF53, NRF91 };
enum region_kind { FLASH, UICR, FICR, RAM };

struct region {
    enum region_kind kind;
    uint32_t base, size;
    int core;
};

struct word {
    uint32_t address, value;
};

struct core {
    int ahb, ctrl;            /* numbers of its access ports; ctrl is -1 where the family has none */
    uint32_t nvmc;            /* base of the flash controller's registers */
    uint32_t page;            /* bytes */
    uint32_t ram_power;       /* base of the power registers of its RAM blocks */
    int ram_sections;         /* per block */
    uint32_t ram_section;     /* bytes */
    uint32_t uicr_approtect;  /* address of the word that closes the port */
    uint32_t uicr_secure;     /* of the word that closes secure debug; 0 where there is none */
    uint32_t uicr_erase;      /* of the word that forbids the erase through CTRL-AP; 0 where there is none */
};

struct chip {
    const char *name;
    enum family family;
    bool hardened;            /* locks at every reset unless UICR and firmware both open it */
    uint32_t dpidr, ahb_idr, ctrl_idr;
    uint32_t part, revision;  /* what CTRL-AP 0x30 and 0x34 say, on the families that have them */
    int cores;
    struct core core[MAX_CORES];
    struct region region[MAX_REGIONS];
    const struct word *identity;  /* words of FICR and of the ROM table that name the part; ends with address 0 */
};

const struct chip *chip_named(const char *name);
const struct region *chip_region(const struct chip *chip, uint32_t address);

/* ---- scenario.c ------------------------------------------------------------------------------------------ */

enum fault_act { FAIL, FLIP, SLOW, HANG, CRASH, EXIT, UNPLUG, POWER_OFF, LOCK, LOCK_SECURE, SAY };

struct fault {
    char call[48];            /* name of the function; a final * stands for any rest */
    char text[256];           /* what the J-Link's error handler is told, or OpenEx returns */
    enum fault_act act;
    int after;                /* calls that go well before */
    int times;                /* calls that are hit after that; -1 for all */
    double rate;              /* the share of those that is hit */
    uint32_t low, high;       /* only calls on these addresses */
    long value;               /* what the function returns, the exit code, or the bits that flip */
    bool has_value;
    int ms;
};

struct probe {
    uint32_t serial;
    char product[32];
    char firmware[112];
    int vtref_mv;
    const struct chip *chip;  /* NULL: nothing on the SWD pins */
    bool approtect[MAX_CORES], secure_approtect, erase_protect;
    bool firmware_opens_port; /* hardened parts: the application opens the port at every boot */
    bool network_off;         /* nRF53: the network core is held in reset */
    bool halted, blank;
    uint32_t ram_off;         /* bit per block of RAM (power register) that is off at the start */
    uint32_t stuck_low, stuck_high;  /* flash between these cannot be programmed: it stays erased */
    bool modem_dead;          /* nRF91: the modem core never answers */
    char modem_key[16];       /* nRF91: first digits of the digest of the modem's root key */
    char modem_refuses[16];   /* nRF91: what the modem's loader refuses: "loader" or "write" */
    struct word poke[MAX_POKES];
    int pokes;
};

struct scenario {
    int dll_version;          /* 79600 for 7.96; the last two digits are the letter */
    char log_path[512];       /* call log; empty: none */
    char state_path[512];     /* mapped file with the state; empty: it dies with the process */
    char open_error[256];     /* OpenEx returns it; empty: it opens */
    int probes;
    struct probe probe[MAX_PROBES];
    int faults;
    struct fault fault[MAX_FAULTS];
};

const struct scenario *scenario(void);
const char *act_name(enum fault_act act);

/* ---- state.c --------------------------------------------------------------------------------------------- */

struct target {
    uint32_t halted[MAX_CORES];
    uint32_t open[MAX_CORES], secure_open;  /* access ports as the hardware has them now */
    uint32_t core_register[MAX_CORES][32];
    uint32_t dp_select, dp_ctrl_stat, dp_rdbuff;
    uint32_t csw[MAX_ACCESS_PORTS], tar[MAX_ACCESS_PORTS];
    uint32_t erasing[MAX_CORES];            /* polls of CTRL-AP that still say busy */
    uint32_t erased[MAX_CORES];             /* through CTRL-AP, whose resets leave the port open after that */
    uint32_t resets, writes;
    uint32_t vtref_mv;
    uint32_t modem_stage;
    uint32_t registers;
    struct word reg[MAX_REGISTERS];         /* peripheral registers that were written */
};

struct state {
    uint32_t magic;
    uint32_t calls;                         /* number of the last call, over all processes */
    uint32_t unplugged;
    uint32_t random;
    uint32_t matched[MAX_FAULTS], hit[MAX_FAULTS];
    struct target target[MAX_PROBES];
};

struct state *state(void);
uint8_t *state_memory(int probe, uint32_t address);  /* NULL where no memory is */

/* ---- session.c ------------------------------------------------------------------------------------------- */

enum { NO_PROBE = -1 };

typedef void handler(const char *text);

struct session {
    int selected;                             /* index of the probe that was chosen by serial number, or NO_PROBE */
    int opened;                               /* of the one that is open, or NO_PROBE */
    int core;                                 /* the core that J-Link's own memory access goes to */
    bool connected, failed;
    uint32_t speed_khz;
    handler *error_handler;
};

extern struct session session;

int active(void);                             /* index of the open probe, NO_PROBE when none is */
const struct probe *active_probe(void);       /* NULL when none is open */
struct target *active_target(void);
void tell_error(const char *text);            /* through the handler the caller registered */

/* ---- registers.c ----------------------------------------------------------------------------------------- */

uint32_t register_get(const struct target *target, uint32_t address, uint32_t otherwise);
void register_set(struct target *target, uint32_t address, uint32_t value);
uint32_t register_read(int core, uint32_t address);                /* with what the silicon does then */
void register_write(int core, uint32_t address, uint32_t value);
bool ram_is_off(const struct region *region, uint32_t address);

/* ---- nvmc.c ---------------------------------------------------------------------------------------------- */

void erase_regions(int core, bool flash, bool uicr);
void flash_write(int core, const struct region *region, uint32_t address, uint32_t count, const uint8_t *data);
void nvmc_after_write(int core, uint32_t address, uint32_t value);
bool nvmc_says_ready(int core, uint32_t address);

/* ---- protection.c ---------------------------------------------------------------------------------------- */

enum { NETWORK_FORCEOFF = 0x50005614 };       /* nRF53: holds the network core in reset while it is not 0 */
enum reset_kind { BY_CTRL_AP, SOFT, BY_PIN };

bool target_answers(void);                    /* powered, and something is on the SWD pins */
bool port_is_open(int core);                  /* open, and its core is not held in reset */
void reset_target(int core, enum reset_kind kind);  /* as it leaves the core: running, locked or open */
void lock_target(bool secure_only);

/* ---- memory.c -------------------------------------------------------------------------------------------- */

enum bus_result { BUS_OK = 0, BUS_NO_TARGET = -1, BUS_LOCKED = -2, BUS_FAULT = -3 };

uint32_t flash_word(uint32_t address);        /* of flash or UICR, whoever may read it */
enum bus_result bus_read(int core, uint32_t address, uint32_t count, uint8_t *data);
enum bus_result bus_write(int core, uint32_t address, uint32_t count, const uint8_t *data);

/* ---- ports.c --------------------------------------------------------------------------------------------- */

int port_read(bool access_port, int index, uint32_t *value);
int port_write(bool access_port, int index, uint32_t value);

/* ---- modem.c --------------------------------------------------------------------------------------------- */

void modem_after_write(uint32_t address, uint32_t value);
void modem_before_read(uint32_t address);

/* ---- calls.c --------------------------------------------------------------------------------------------- */

struct call {
    const char *name;
    char arguments[160];
    uint32_t address;
    const struct fault *fault;
};

/* Counts and describes the call and runs the fault that is due; true when the fault decides the result. */
bool call_begin(struct call *call, const char *name, uint32_t address, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
int call_end(struct call *call, int result);
void flip_bits(const struct call *call, uint8_t *data, uint32_t count);

#endif

/* The call log, and the faults that a scenario puts on calls.
 *
 * One line per call, tab separated: number, process, milliseconds since boot, function, arguments, result, halted
 * cores, fault. A line is written at the end of its call, so that a call during which the worker dies is missing;
 * faults that end the process therefore write theirs before.
 */
#define _GNU_SOURCE
#include "sim.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

static void sleep_ms(int ms)
{
    struct timespec wait = {ms / 1000, (ms % 1000) * 1000000L};

    nanosleep(&wait, NULL);
}

static long now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000L + now.tv_nsec / 1000000L;
}

static void write_line(const struct call *call, const char *result)
{
    static int file = -2;
    const struct target *target = active_target();
    char line[512];
    int length;

    if (file == -2)
        file = scenario()->log_path[0] == '\0'
                   ? -1
                   : open(scenario()->log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0)
        return;
    length = snprintf(line, sizeof line, "%u\t%d\t%ld\t%s\t%s\t%s\t%u%u\t%s\n", state()->calls, (int)getpid(),
                      now_ms(), call->name, call->arguments, result, target ? target->halted[0] : 0,
                      target ? target->halted[1] : 0, call->fault ? act_name(call->fault->act) : "");
    if (length > (int)sizeof line)
        length = sizeof line;
    if (write(file, line, (size_t)length) < 0)
        file = -1;  /* a full disk must not change what the device does */
}

static bool names_match(const char *pattern, const char *name)
{
    size_t length = strlen(pattern);

    if (length > 0 && pattern[length - 1] == '*')
        return strncmp(pattern, name, length - 1) == 0;
    return strcmp(pattern, name) == 0;
}

/* Our own generator (xorshift): the same scenario gives the same flaky calls everywhere. */
static double chance(void)
{
    uint32_t x = state()->random;

    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    state()->random = x;
    return x / 4294967296.0;
}

static bool is_due(int number, const struct call *call)
{
    const struct fault *fault = &scenario()->fault[number];
    struct state *now = state();

    if (!names_match(fault->call, call->name) || call->address < fault->low || call->address > fault->high)
        return false;
    if (now->matched[number]++ < (uint32_t)fault->after)
        return false;
    if (fault->times >= 0 && now->hit[number] >= (uint32_t)fault->times)
        return false;
    if (fault->rate < 1.0 && chance() >= fault->rate)
        return false;
    now->hit[number]++;
    return true;
}

/* Hangs until the caller is gone: a worker must not outlive the test that let it hang. */
static void hang(void)
{
    pid_t caller = getppid();

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    while (getppid() == caller)
        sleep_ms(20);
    _exit(0);
}

static void run_fault(struct call *call)
{
    const struct fault *fault = call->fault;
    int probe = active();

    if (fault->text[0] != '\0')
        tell_error(fault->text);
    switch (fault->act) {
    case SLOW:
        sleep_ms(fault->ms);
        break;
    case HANG:
        write_line(call, "-");
        hang();
        break;
    case CRASH:
        write_line(call, "-");
        signal(SIGSEGV, SIG_DFL);
        raise(SIGSEGV);
        break;
    case EXIT:
        write_line(call, "-");
        _exit((int)fault->value);
    case UNPLUG:
        state()->unplugged = 1;
        break;
    case POWER_OFF:
        if (probe >= 0)
            state()->target[probe].vtref_mv = (uint32_t)fault->value;
        break;
    case LOCK:
        lock_target(false);
        break;
    case LOCK_SECURE:
        lock_target(true);
        break;
    case FAIL:
    case FLIP:
    case SAY:
        break;
    }
}

bool call_begin(struct call *call, const char *name, uint32_t address, const char *format, ...)
{
    va_list arguments;

    memset(call, 0, sizeof *call);
    call->name = name;
    call->address = address;
    va_start(arguments, format);
    vsnprintf(call->arguments, sizeof call->arguments, format, arguments);
    va_end(arguments);
    state()->calls++;
    for (int i = 0; i < scenario()->faults && call->fault == NULL; i++)
        if (is_due(i, call))
            call->fault = &scenario()->fault[i];
    if (call->fault != NULL)
        run_fault(call);
    return call->fault != NULL && call->fault->act == FAIL;
}

int call_end(struct call *call, int result)
{
    char text[16];

    snprintf(text, sizeof text, "%d", result);
    write_line(call, text);
    return result;
}

void flip_bits(const struct call *call, uint8_t *data, uint32_t count)
{
    if (call->fault != NULL && call->fault->act == FLIP && count > 0)
        data[(uint32_t)(chance() * count)] ^= (uint8_t)(call->fault->has_value ? call->fault->value : 1);
}

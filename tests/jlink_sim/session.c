/* The probe in use: one per process, as in the real library. */
#include "sim.h"

struct session session = {.selected = NO_PROBE, .opened = NO_PROBE, .speed_khz = 4000};

int active(void)
{
    return session.opened;
}

const struct probe *active_probe(void)
{
    return session.opened == NO_PROBE ? NULL : &scenario()->probe[session.opened];
}

struct target *active_target(void)
{
    return session.opened == NO_PROBE ? NULL : &state()->target[session.opened];
}

void tell_error(const char *text)
{
    session.failed = true;
    if (session.error_handler != NULL)
        session.error_handler(text);
}

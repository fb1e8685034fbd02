#pragma once

/// How many times memory was asked for since the process began, by anything in it.
/// -1 where it cannot be counted (only glibc can).
long long allocation_count(void);

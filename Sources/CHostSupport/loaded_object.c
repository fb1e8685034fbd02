#define _GNU_SOURCE
#include "CHostSupport.h"
#include <dlfcn.h>

#ifdef __linux__
#include <link.h>

struct search {
  uint64_t base, end;
  bool found;
};

static int match(struct dl_phdr_info *information, size_t size, void *context) {
  (void)size;
  struct search *search = context;
  if (information->dlpi_addr != search->base) return 0;
  for (int index = 0; index < information->dlpi_phnum; index++) {
    const ElfW(Phdr) *header = &information->dlpi_phdr[index];
    uint64_t end = search->base + header->p_vaddr + header->p_memsz;
    if (header->p_type == PT_LOAD && end > search->end) search->end = end;
  }
  search->found = true;
  return 1;
}

bool host_object_range(void *handle, uint64_t *base, uint64_t *end) {
  struct link_map *map;
  if (dlinfo(handle, RTLD_DI_LINKMAP, &map) != 0) return false;
  struct search search = {map->l_addr, 0, false};
  dl_iterate_phdr(match, &search);
  *base = search.base;
  *end = search.end;
  return search.found;
}
#else
bool host_object_range(void *handle, uint64_t *base, uint64_t *end) {
  (void)handle;
  (void)base;
  (void)end;
  return false;
}
#endif

#include "file_system.h"
#include <linux/magic.h>
#include <sys/vfs.h>

enum { ZFS_MAGIC = 0x2FC12FC1 };

int cposix_is_local(const char *path) {
    struct statfs system;
    if (statfs(path, &system)) return 0;
    switch (system.f_type) {
    case EXT4_SUPER_MAGIC:
    case XFS_SUPER_MAGIC:
    case BTRFS_SUPER_MAGIC:
    case F2FS_SUPER_MAGIC:
    case TMPFS_MAGIC:
    case OVERLAYFS_SUPER_MAGIC:
    case ZFS_MAGIC: return 1;
    default: return 0;
    }
}

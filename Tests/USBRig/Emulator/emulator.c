/* The kernel's side of USB printers, for one process that does not know it: usbfs, ioctl by ioctl.
 *
 *   LD_PRELOAD=libumockdev-preload.so.0 emulator SOCKET [first] -- PROGRAM ARGUMENTS...
 *
 * What a printer does with its bytes is decided by whoever connects to SOCKET: the emulator only keeps
 * the pipes. With "first" the program starts when it has connected, plugged in what it wants and said G;
 * else the program starts at once and connects itself. The emulator takes as many bytes as it was given credit for and passes them on; without credit the
 * device says NAK, as a printer with a full buffer does.
 *
 * A frame, both ways: kind, port, two bytes 0, length (4 bytes, low first), payload.
 *   P plug in (see plug)        U pull out            both are answered with D
 *   C more credit (4 bytes; all ones: without end)    Z no credit
 *   I bytes from the printer    F forget them
 *   S answer to GET_PORT_STATUS: 0 stall, 1 the byte that follows, 2 none at all
 *   H stall the pipe to the printer, until its halt is cleared
 *   Y answered with D when all before it is done
 *   G start the program
 * and back: O bytes taken, L a line of what happened, D done.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib.h>
#include <linux/ioctl.h>
#include <linux/usbdevice_fs.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <umockdev.h>
#include <unistd.h>

#define PORTS 4
#define ENDLESS 0xffffffffu

/* A transfer between SUBMITURB and REAPURB. */
typedef struct {
  UMockdevIoctlClient *client; /* compared only */
  UMockdevIoctlData *urb, *buffer;
  gulong address; /* of the urb in the client */
  gboolean done, silent;
  int status, actual;
} Flight;

typedef struct {
  int number;
  gboolean present, stalled, usblp;
  int plugging; /* a file opened before the last one leads to a device that is gone */
  UMockdevIoctlClient *owner; /* who claimed the interface; compared only */
  guint32 credit;
  int port_answer;
  guint8 port_status;
  guint8 address;
  GByteArray *in;
  GList *flying; /* in the order of submission */
  char *device_id, *strings[4];
  UMockdevIoctlBase *handler;
} Port;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Port ports[PORTS];
static UMockdevTestbed *testbed;
static GMainLoop *loop;
static GPid child;
static int wire = -1, ending = 0;
static gboolean is_first, has_begun;

/* ---- To the listener ---- */

static void send_all(const void *bytes, size_t count) {
  const char *at = bytes;
  while (count > 0) {
    ssize_t sent = send(wire, at, count, MSG_NOSIGNAL);
    if (sent <= 0) { if (sent < 0 && errno == EINTR) continue; return; }
    at += sent; count -= sent;
  }
}
/* Called with the lock held, so that frames do not mix. */
static void tell(char kind, int port, const void *payload, guint32 count) {
  guint8 head[8] = { kind, port, 0, 0, count, count >> 8, count >> 16, count >> 24 };
  send_all(head, 8);
  send_all(payload, count);
}
static void note(Port *p, const char *what) { tell('L', p->number, what, strlen(what)); }

/* ---- The device ---- */

static int give(guint8 *to, int room, const void *from, int count) {
  if (count > room) count = room;
  memcpy(to, from, count);
  return count;
}

/* Answers a control request; `setup` is 8 bytes and room for data. Returns bytes of data. */
static int control(Port *p, guint8 *setup, int length, Flight *f) {
  guint8 type = setup[0], request = setup[1], *data = setup + 8;
  int value = setup[2] | setup[3] << 8, room = setup[6] | setup[7] << 8;
  if (room > length - 8) room = length - 8;
  if (type == 0xa1 && request == 0 && p->device_id) {
    int count = strlen(p->device_id) + 2;
    guint8 answer[1024] = { count >> 8, count };
    memcpy(answer + 2, p->device_id, MIN(count - 2, 1022));
    return give(data, room, answer, MIN(count, 1024));
  }
  if (type == 0xa1 && request == 1) {
    if (p->port_answer == 1) return give(data, room, &p->port_status, 1);
    if (p->port_answer == 2) { f->silent = TRUE; return 0; }
  }
  if (type == 0x80 && request == 6 && value >> 8 == 3) {
    int index = value & 0xff;
    if (index == 0) return give(data, room, "\4\3\11\4", 4);
    if (index < 4 && p->strings[index]) {
      guint8 answer[256] = { 2 + 2 * strlen(p->strings[index]), 3 };
      for (int i = 0; p->strings[index][i] && i < 120; i++) answer[2 + 2 * i] = p->strings[index][i];
      return give(data, room, answer, answer[0]);
    }
  }
  f->status = -EPIPE;
  return 0;
}

/* Lets every transfer go as far as it can. */
static void settle(Port *p) {
  gboolean is_blocked = FALSE;
  for (GList *l = p->flying; l; l = l->next) {
    Flight *f = l->data;
    struct usbdevfs_urb *urb = (void *)f->urb->data;
    if (f->done || (f->silent && p->present)) continue;
    if (!p->present) { f->done = TRUE; f->status = -ESHUTDOWN; continue; }
    if (urb->endpoint & 0x80) {
      if (p->in->len == 0) continue;
      f->actual = give(f->buffer->data, urb->buffer_length, p->in->data, p->in->len);
      g_byte_array_remove_range(p->in, 0, f->actual);
      f->done = TRUE;
    } else if (!is_blocked) {
      if (p->stalled) { f->done = TRUE; f->status = -EPIPE; continue; }
      guint32 count = urb->buffer_length - f->actual;
      if (p->credit != ENDLESS) { count = MIN(count, p->credit); p->credit -= count; }
      if (count > 0) tell('O', p->number, f->buffer->data + f->actual, count);
      f->actual += count;
      f->done = f->actual == urb->buffer_length;
      is_blocked = !f->done; /* NAK: all behind it wait too */
    }
  }
}

static void forget(Port *p, GList *link) {
  Flight *f = link->data;
  p->flying = g_list_delete_link(p->flying, link);
  g_object_unref(f->buffer);
  g_object_unref(f->urb);
  g_free(f);
}

static void submit(Port *p, UMockdevIoctlClient *client, UMockdevIoctlData *arg) {
  Flight *f = g_new0(Flight, 1);
  f->client = client;
  f->urb = umockdev_ioctl_data_resolve(arg, 0, sizeof(struct usbdevfs_urb), NULL);
  struct usbdevfs_urb *urb = (void *)f->urb->data;
  f->address = f->urb->client_addr;
  f->buffer = umockdev_ioctl_data_resolve(
      f->urb, G_STRUCT_OFFSET(struct usbdevfs_urb, buffer), urb->buffer_length, NULL);
  p->flying = g_list_append(p->flying, f);
  if (urb->type == USBDEVFS_URB_TYPE_CONTROL) {
    f->actual = control(p, f->buffer->data, urb->buffer_length, f);
    f->done = !f->silent;
  } else {
    settle(p);
  }
}

static int discard(Port *p, gulong address) {
  settle(p);
  for (GList *l = p->flying; l; l = l->next) {
    Flight *f = l->data;
    if (f->address != address) continue;
    if (f->done) return EINVAL;
    f->done = TRUE;
    f->status = -ENOENT;
    return 0;
  }
  return EINVAL;
}

/* Whether the device that this file was opened for is still there. */
static gboolean is_here(Port *p, UMockdevIoctlClient *client) {
  int opened = GPOINTER_TO_INT(g_object_get_data(G_OBJECT(client), "plugging"));
  if (opened == 0) {
    opened = p->plugging;
    g_object_set_data(G_OBJECT(client), "plugging", GINT_TO_POINTER(opened));
  }
  return p->present && opened == p->plugging;
}

/* 0 and the transfer, EAGAIN or ENODEV. */
static int reap(Port *p, UMockdevIoctlClient *client, UMockdevIoctlData *arg) {
  settle(p);
  for (GList *l = p->flying; l; l = l->next) {
    Flight *f = l->data;
    if (!f->done || f->client != client) continue;
    struct usbdevfs_urb *urb = (void *)f->urb->data;
    urb->status = f->status;
    urb->actual_length = f->actual;
    g_autoptr(UMockdevIoctlData) to = umockdev_ioctl_data_resolve(arg, 0, sizeof(gpointer), NULL);
    umockdev_ioctl_data_set_ptr(to, 0, f->urb);
    forget(p, l);
    return 0;
  }
  return is_here(p, client) ? EAGAIN : ENODEV;
}

static int drive(Port *p, UMockdevIoctlData *arg, gboolean is_question, int *result) {
  if (is_question) {
    g_autoptr(UMockdevIoctlData) d =
        umockdev_ioctl_data_resolve(arg, 0, sizeof(struct usbdevfs_getdriver), NULL);
    struct usbdevfs_getdriver *driver = (void *)d->data;
    if (p->usblp) strcpy(driver->driver, "usblp");
    else if (p->owner) strcpy(driver->driver, "usbfs");
    else return ENODATA;
    return 0;
  }
  g_autoptr(UMockdevIoctlData) d =
      umockdev_ioctl_data_resolve(arg, 0, sizeof(struct usbdevfs_ioctl), NULL);
  struct usbdevfs_ioctl *command = (void *)d->data;
  if (command->ioctl_code == (int)USBDEVFS_DISCONNECT) {
    if (!p->usblp) return ENODATA;
    p->usblp = FALSE;
    note(p, "usblp detached");
    return 0;
  }
  if (command->ioctl_code == (int)USBDEVFS_CONNECT) {
    p->usblp = TRUE;
    *result = 1;
    note(p, "usblp attached");
    return 0;
  }
  return ENOTTY;
}

static gboolean answer_later(gpointer client) {
  umockdev_ioctl_client_complete(client, -1, EAGAIN);
  g_object_unref(client);
  return FALSE;
}

static gboolean on_ioctl(UMockdevIoctlBase *base, UMockdevIoctlClient *client, gpointer at) {
  (void)base;
  Port *p = at;
  gulong request = umockdev_ioctl_client_get_request(client);
  UMockdevIoctlData *arg = umockdev_ioctl_client_get_arg(client);
  int error = 0, result = 0;
  pthread_mutex_lock(&lock);
  gboolean is_gone = !is_here(p, client) && request != USBDEVFS_REAPURB
      && request != USBDEVFS_REAPURBNDELAY && request != USBDEVFS_DISCARDURB;
  if (is_gone) error = ENODEV;
  else switch (request) {
    case USBDEVFS_REAPURB:
    case USBDEVFS_REAPURBNDELAY: error = reap(p, client, arg); break;
    case USBDEVFS_DISCARDURB: error = discard(p, *(gulong *)arg->data); break;
    case USBDEVFS_GET_CAPABILITIES: {
      g_autoptr(UMockdevIoctlData) d = umockdev_ioctl_data_resolve(arg, 0, 4, NULL);
      *(guint32 *)d->data = USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_BULK_CONTINUATION
          | USBDEVFS_CAP_REAP_AFTER_DISCONNECT | USBDEVFS_CAP_NO_PACKET_SIZE_LIM;
      break;
    }
    case USBDEVFS_GETDRIVER: error = drive(p, arg, TRUE, &result); break;
    case USBDEVFS_IOCTL: error = drive(p, arg, FALSE, &result); break;
    case USBDEVFS_DISCONNECT_CLAIM: error = ENOTTY; break; /* libusb then takes the two steps */
    case USBDEVFS_CLAIMINTERFACE:
      if (p->usblp || (p->owner && p->owner != client)) error = EBUSY;
      else { p->owner = client; note(p, "claimed"); }
      break;
    case USBDEVFS_RELEASEINTERFACE:
      p->owner = NULL;
      note(p, "released");
      break;
    case USBDEVFS_SETCONFIGURATION:
    case USBDEVFS_SETINTERFACE: break;
    case USBDEVFS_RESET:
    case USBDEVFS_CLEAR_HALT:
    case USBDEVFS_RESETEP:
      p->stalled = FALSE;
      note(p, "halt cleared");
      break;
    case USBDEVFS_SUBMITURB: submit(p, client, arg); break;
    default: {
      g_autofree char *line = g_strdup_printf("unknown ioctl %lx", request);
      note(p, line);
      error = ENOTTY;
    }
  }
  pthread_mutex_unlock(&lock);
  if (error == EAGAIN) {
    /* The node is a plain file and always ready to poll: without a pause its reader would spin. */
    GSource *source = g_timeout_source_new(1);
    g_source_set_callback(source, answer_later, g_object_ref(client), NULL);
    g_source_attach(source, g_main_context_get_thread_default());
    g_source_unref(source);
  } else {
    umockdev_ioctl_client_complete(client, error ? -1 : result, error);
  }
  return TRUE;
}

static void on_vanished(UMockdevIoctlBase *base, UMockdevIoctlClient *client, gpointer at) {
  (void)base;
  Port *p = at;
  pthread_mutex_lock(&lock);
  if (p->owner == client) { p->owner = NULL; note(p, "closed"); }
  for (GList *l = p->flying, *next; l; l = next) {
    next = l->next;
    if (((Flight *)l->data)->client == client) forget(p, l);
  }
  pthread_mutex_unlock(&lock);
}

/* ---- Plugging ---- */

static void node_of(Port *p, char *to) { sprintf(to, "/dev/bus/usb/001/%03d", p->address); }
static void place_of(Port *p, char *to) { sprintf(to, "/sys/devices/usb1/1-%d", p->number + 1); }

static char *text(const guint8 **at, int size) {
  int count = (*at)[0];
  *at += 1;
  if (size == 2) { count |= (*at)[0] << 8; *at += 1; }
  char *made = count ? g_strndup((const char *)*at, count) : NULL;
  *at += count;
  return made;
}

/* flags (1: usblp has it), address, vendor, product (2 bytes each, low first), descriptors (length
 * in 2 bytes), device id (2), maker, model and serial (1); an empty one is not there. */
static void plug(Port *p, const guint8 *at) {
  char node[64];
  gboolean usblp = at[0] & 1;
  int vendor = at[2] | at[3] << 8, product = at[4] | at[5] << 8;
  p->address = at[1];
  at += 6;
  int count = at[0] | at[1] << 8;
  g_autoptr(GString) descriptors = g_string_new(NULL);
  for (int i = 0; i < count; i++) g_string_append_printf(descriptors, "%02x", at[2 + i]);
  at += 2 + count;
  pthread_mutex_lock(&lock);
  g_free(p->device_id);
  p->device_id = text(&at, 2);
  for (int i = 1; i < 4; i++) { g_free(p->strings[i]); p->strings[i] = text(&at, 1); }
  p->present = TRUE;
  p->plugging += 1;
  p->usblp = usblp;
  p->owner = NULL;
  p->stalled = FALSE;
  p->credit = ENDLESS;
  g_byte_array_set_size(p->in, 0);
  pthread_mutex_unlock(&lock);
  node_of(p, node);
  g_autoptr(GError) error = NULL;
  if (!umockdev_testbed_attach_ioctl(testbed, node, p->handler, &error)) g_error("%s", error->message);
  g_autofree char *record = g_strdup_printf(
      "P: /devices/usb1/1-%d\nN: %s\n"
      "E: SUBSYSTEM=usb\nE: DRIVER=usb\nE: BUSNUM=001\nE: DEVNUM=%03d\nE: DEVNAME=%s\n"
      "E: DEVTYPE=usb_device\nE: PRODUCT=%x/%x/100\n"
      "A: bConfigurationValue=1\\n\nA: bNumConfigurations=1\\n\nA: busnum=1\\n\nA: devnum=%d\\n\n"
      "A: speed=12\\n\nA: idVendor=%04x\\n\nA: idProduct=%04x\\n\nH: descriptors=%s\n",
      p->number + 1, node + strlen("/dev/"), p->address, node, vendor, product, p->address, vendor,
      product, descriptors->str);
  if (!umockdev_testbed_add_from_string(testbed, record, &error)) g_error("%s", error->message);
}

static void pull_out(Port *p) {
  char node[64], place[64];
  node_of(p, node);
  place_of(p, place);
  pthread_mutex_lock(&lock);
  gboolean was_there = p->present;
  p->present = FALSE;
  settle(p);
  pthread_mutex_unlock(&lock);
  if (!was_there) return;
  umockdev_testbed_uevent(testbed, place, "remove");
  umockdev_testbed_remove_device(testbed, place);
  umockdev_testbed_detach_ioctl(testbed, node, NULL);
}

/* ---- From the listener ---- */

static void obey(char kind, Port *p, const guint8 *payload, guint32 count) {
  if (kind == 'P') plug(p, payload);
  if (kind == 'U') pull_out(p);
  if (kind == 'G') has_begun = TRUE;
  pthread_mutex_lock(&lock);
  guint32 number = count >= 4
      ? payload[0] | payload[1] << 8 | payload[2] << 16 | (guint32)payload[3] << 24 : 0;
  switch (kind) {
    case 'P':
    case 'U':
    case 'Y': tell('D', p->number, NULL, 0); break;
    case 'C': p->credit = number == ENDLESS || p->credit == ENDLESS ? ENDLESS : p->credit + number; break;
    case 'Z': p->credit = 0; break;
    case 'I': g_byte_array_append(p->in, payload, count); break;
    case 'F': g_byte_array_set_size(p->in, 0); break;
    case 'S': p->port_answer = payload[0]; p->port_status = payload[1]; break;
    case 'H': p->stalled = TRUE; break;
  }
  settle(p);
  pthread_mutex_unlock(&lock);
}

static gboolean receive_all(void *to, size_t count) {
  char *at = to;
  while (count > 0) {
    ssize_t got = recv(wire, at, count, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return FALSE;
    at += got; count -= got;
  }
  return TRUE;
}

static gboolean on_frame(gint fd, GIOCondition condition, gpointer nothing) {
  (void)fd; (void)condition; (void)nothing;
  guint8 head[8];
  guint32 count = 0;
  g_autofree guint8 *payload = NULL;
  gboolean is_whole = receive_all(head, 8);
  if (is_whole) {
    count = head[4] | head[5] << 8 | head[6] << 16 | (guint32)head[7] << 24;
    payload = g_malloc0(count + 16);
    is_whole = receive_all(payload, count);
  }
  if (!is_whole) {
    if (is_first && child) kill(child, SIGKILL); /* the test is gone, and nobody shall outlive it */
    return FALSE;
  }
  obey(head[0], &ports[head[1] % PORTS], payload, count);
  return TRUE;
}

/* ---- The program ---- */

static gboolean pass_on(gpointer signal_number) {
  kill(child, GPOINTER_TO_INT(signal_number));
  return TRUE;
}
static void on_end(GPid pid, int status, gpointer nothing) {
  (void)pid; (void)nothing;
  ending = status;
  g_main_loop_quit(loop);
}
static void in_child(gpointer nothing) {
  (void)nothing;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
}

/* Waits a minute for the one who plays the printers; ends with a program that ended before. */
static gboolean let_in(int listener) {
  struct pollfd wanted = { .fd = listener, .events = POLLIN };
  for (int i = 0; i < 600; i++) {
    if (poll(&wanted, 1, 100) > 0) {
      wire = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
      return wire >= 0;
    }
    int status;
    if (child && waitpid(child, &status, WNOHANG) == child) exit(WEXITSTATUS(status));
  }
  return FALSE;
}

int main(int argc, char **argv) {
  is_first = argc > 2 && !strcmp(argv[2], "first");
  char **program = argv + 3 + is_first;
  if (argc < 4 + is_first || strcmp(program[-1], "--")) {
    fprintf(stderr, "emulator SOCKET [first] -- PROGRAM ...\n");
    return 2;
  }
  struct sockaddr_un name = { .sun_family = AF_UNIX };
  g_strlcpy(name.sun_path, argv[1], sizeof name.sun_path);
  int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind(listener, (struct sockaddr *)&name, sizeof name) || listen(listener, 1)) {
    perror(argv[1]);
    return 2;
  }
  loop = g_main_loop_new(NULL, FALSE);
  testbed = umockdev_testbed_new();
  for (int i = 0; i < PORTS; i++) {
    Port *p = &ports[i];
    p->number = i;
    p->credit = ENDLESS;
    p->in = g_byte_array_new();
    p->handler = umockdev_ioctl_base_new();
    g_signal_connect(p->handler, "handle-ioctl", G_CALLBACK(on_ioctl), p);
    g_signal_connect(p->handler, "client-vanished", G_CALLBACK(on_vanished), p);
  }
  if (is_first) {
    if (!let_in(listener)) return 2;
    while (!has_begun) if (!on_frame(wire, G_IO_IN, NULL)) return 2;
  }
  g_autoptr(GError) error = NULL;
  if (!g_spawn_async(NULL, program, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_CHILD_INHERITS_STDIN,
                     in_child, NULL, &child, &error)) {
    fprintf(stderr, "%s\n", error->message);
    return 2;
  }
  if (!is_first && !let_in(listener)) return 2;
  g_child_watch_add(child, on_end, NULL);
  g_unix_fd_add(wire, G_IO_IN | G_IO_HUP, on_frame, NULL);
  g_unix_signal_add(SIGTERM, pass_on, GINT_TO_POINTER(SIGTERM));
  g_unix_signal_add(SIGINT, pass_on, GINT_TO_POINTER(SIGINT));
  g_main_loop_run(loop);
  g_object_unref(testbed);
  if (WIFSIGNALED(ending)) { signal(WTERMSIG(ending), SIG_DFL); raise(WTERMSIG(ending)); }
  return WEXITSTATUS(ending);
}

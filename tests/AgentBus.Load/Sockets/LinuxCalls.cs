using System.Runtime.InteropServices;

namespace AgentBus.Load.Sockets;

/// <summary>
/// The kernel directly: a driver that shares two cores with what it measures cannot afford the hops of a socket library. Linux only.
/// </summary>
internal static unsafe partial class LinuxCalls
{
    public const int EventIn = 1;
    public const int ControlAdd = 1;
    public const int DontWait = 0x40;
    public const int NoSignal = 0x4000;
    public const int TryAgain = 11;
    public const int Interrupted = 4;
    public const int ClockMonotonic = 1;

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int file, EpollEvent* @event);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, EpollEvent* events, int count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int file, byte* buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int file, byte* buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int file, void* buffer, nint length);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "timerfd_create", SetLastError = true)]
    public static partial int TimerCreate(int clock, int flags);

    [LibraryImport("libc", EntryPoint = "timerfd_settime", SetLastError = true)]
    public static partial int TimerSet(int file, int flags, TimerSpec* set, TimerSpec* old);

    public static int Check(int result, string call) =>
        result >= 0 ? result : throw new InvalidOperationException($"{call}: error {Marshal.GetLastPInvokeError()}");

    /// <summary>The kernel packs it on x86-64 alone.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    public struct EpollEvent
    {
        public uint Events;
        public int Data;
        public int Unused;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct TimerSpec
    {
        public long IntervalSeconds;
        public long IntervalNanoseconds;
        public long FirstSeconds;
        public long FirstNanoseconds;
    }
}

namespace AgentBus.Load.Sockets;

/// <summary>A timer that is a descriptor: a fixed rate without spinning and without a thread of its own.</summary>
internal sealed unsafe class PeriodicTick : IDisposable
{
    private const int NonBlocking = 0x800;
    private readonly int _file = LinuxCalls.Check(LinuxCalls.TimerCreate(LinuxCalls.ClockMonotonic, NonBlocking), "timerfd_create");

    public int File => _file;

    public void Start(long nanoseconds)
    {
        var spec = new LinuxCalls.TimerSpec
        {
            IntervalSeconds = nanoseconds / 1_000_000_000,
            IntervalNanoseconds = nanoseconds % 1_000_000_000,
            FirstSeconds = nanoseconds / 1_000_000_000,
            FirstNanoseconds = nanoseconds % 1_000_000_000,
        };
        LinuxCalls.Check(LinuxCalls.TimerSet(_file, 0, &spec, null), "timerfd_settime");
    }

    /// <summary>Makes it not readable any more until the next tick.</summary>
    public void Clear()
    {
        ulong ticks;
        _ = LinuxCalls.Read(_file, &ticks, sizeof(ulong));
    }

    public void Dispose() => _ = LinuxCalls.Close(_file);
}

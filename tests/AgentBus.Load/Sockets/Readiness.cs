namespace AgentBus.Load.Sockets;

/// <summary>Waits for any of many descriptors to be readable. One thread.</summary>
internal sealed unsafe class Readiness : IDisposable
{
    private const int MaxEvents = 256;
    private readonly int _epoll = LinuxCalls.Check(LinuxCalls.EpollCreate(0), "epoll_create1");
    private readonly LinuxCalls.EpollEvent[] _events = new LinuxCalls.EpollEvent[MaxEvents];

    /// <summary>Adds a descriptor; waiting gives back the tag.</summary>
    public void Add(int file, int tag)
    {
        var added = new LinuxCalls.EpollEvent { Events = LinuxCalls.EventIn, Data = tag };
        LinuxCalls.Check(LinuxCalls.EpollControl(_epoll, LinuxCalls.ControlAdd, file, &added), "epoll_ctl");
    }

    /// <summary>Writes the tags of what is readable and returns how many there are.</summary>
    public int Wait(Span<int> tags, int milliseconds)
    {
        int count;
        fixed (LinuxCalls.EpollEvent* events = _events)
        {
            count = LinuxCalls.EpollWait(_epoll, events, Math.Min(tags.Length, MaxEvents), milliseconds);
        }

        for (var i = 0; i < count; i++)
        {
            tags[i] = _events[i].Data;
        }

        return Math.Max(count, 0);
    }

    public void Dispose() => _ = LinuxCalls.Close(_epoll);
}

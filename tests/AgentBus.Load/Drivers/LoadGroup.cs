using AgentBus.Load.Sockets;

namespace AgentBus.Load.Drivers;

/// <summary>The connections of one server, ready to be driven from one thread.</summary>
internal sealed class LoadGroup : IDisposable
{
    private readonly Readiness _readiness = new();

    public LoadGroup(int serverProcessId, IReadOnlyList<Sender> senders, IReadOnlyList<Receiver> receivers, int deliveriesPerAnswer)
    {
        (ServerProcessId, Senders, Receivers, DeliveriesPerAnswer) = (serverProcessId, senders, receivers, deliveriesPerAnswer);
        for (var i = 0; i < senders.Count; i++)
        {
            _readiness.Add(senders[i].Socket.File, i);
        }

        for (var i = 0; i < receivers.Count; i++)
        {
            _readiness.Add(receivers[i].Socket.File, senders.Count + i);
        }
    }

    public int ServerProcessId { get; }

    public IReadOnlyList<Sender> Senders { get; }

    public IReadOnlyList<Receiver> Receivers { get; }

    /// <summary>How many deliveries each answered message must cause among the receivers.</summary>
    public int DeliveriesPerAnswer { get; }

    public Readiness Readiness => _readiness;

    public void Dispose()
    {
        foreach (var sender in Senders)
        {
            sender.Dispose();
        }

        foreach (var receiver in Receivers)
        {
            receiver.Dispose();
        }

        _readiness.Dispose();
    }
}

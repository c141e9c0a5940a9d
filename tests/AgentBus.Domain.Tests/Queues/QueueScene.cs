using AgentBus.Domain.Queues;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Queues;

/// <summary>A queue with consumers, and a time that moves on when told to.</summary>
internal sealed class QueueScene
{
    public const string Tenant = "acme";

    public static readonly QueueLimits Limits = new(MaxMessages: 10, MaxBytes: 1_000, MaxDeliveries: 3, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));

    private long _last;

    public QueueScene(bool isInbox = false, QueueLimits? limits = null) => Index = new QueueIndex(limits ?? Limits, isInbox, settledThrough: 0, last: 0);

    public QueueIndex Index { get; }

    public Moment Now { get; private set; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.Zero);

    public void Wait(TimeSpan time) => Now = new Moment(Now.Utc + time, Now.Uptime + time);

    /// <summary>The wall clock is set; nothing else passes.</summary>
    public void Step(TimeSpan by) => Now = Now with { Utc = Now.Utc + by };

    public long Add(
        Priority priority = Priority.Medium,
        Classification classification = Classification.Public,
        DateTimeOffset? expiresAt = null,
        string parent = "",
        string correlation = "",
        string sender = "sender",
        int size = 10)
    {
        var entry = new QueueEntry(++_last, size, priority, classification, expiresAt);
        Index.Add(entry, new MessageHeader(priority, parent, correlation), new AgentKey(Tenant, sender), Now);
        return _last;
    }

    public IReadOnlyList<string> Attach(string session, int window = 100, int clearance = 5, ConsumerTakes takes = ConsumerTakes.All, string agent = "agent") =>
        Index.Attach(new QueueConsumer(new AgentKey(Tenant, agent), session, clearance, window, takes), Now);

    /// <summary>What goes out now, as "session:sequence".</summary>
    public string[] HandOut() => [.. Index.HandOut(Now).SelectMany(static given => given.Entries.Select(entry => $"{given.SessionId}:{entry.Sequence}"))];

    public bool Settle(string session, long sequence, SettlementKind kind = SettlementKind.Done, TimeSpan retryAfter = default, string reason = "") =>
        Index.Settle(session, [new Settlement(sequence, kind, retryAfter, reason)], Now);

    public QueueClosing Store()
    {
        var closing = Index.TakeClosing().ShouldNotBeNull();
        Index.Closed(closing);
        return closing;
    }
}

using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Queues;

/// <summary>A channel beside the model of it, a list of texts.</summary>
internal sealed class ModelledChannel(BusCluster cluster, string tenant, string name)
{
    private readonly List<string> _texts = [];
    private readonly ChannelName _channel = new(Settings.Room, name);
    private ulong _epoch;

    public string Name => name;

    public int Count => _texts.Count;

    private IRoomGrain Room => cluster.Hosted.GetGrain<IRoomGrain>(new ChannelKey(tenant, Settings.Room, name).GrainKey);

    /// <summary>Notes that the bus put a message here, and compares its place: the next.</summary>
    public void Add(string text, Position position)
    {
        _texts.Add(text);
        position.ShouldBe(new Position(_epoch, _texts.Count));
    }

    /// <summary>Follows from the acknowledged position, and reads exactly what is after it.</summary>
    public async Task RestoreAsync(ModelledAgent reader, int limit)
    {
        var granted = (await reader.Agent.Grain.SubscribeAsync(new SubscribeRequest(reader.Agent.Token, _channel, FromAcknowledged: true))).Value.ShouldNotBeNull();
        _epoch = _epoch == 0 ? granted.Head.Epoch : _epoch;
        reader.Following.TryAdd(name, 0);
        var acknowledged = reader.Following[name];
        granted.Head.ShouldBe(new Position(_epoch, _texts.Count));
        granted.Start.ShouldBe(acknowledged == 0 ? default(Position) : new Position(_epoch, acknowledged));

        List<string> read = [];
        for (var after = acknowledged; after < _texts.Count;)
        {
            var page = (await reader.Agent.ReadAsync(_channel, new Position(_epoch, after), limit)).Value.ShouldNotBeNull();
            (page.Epoch, page.Head, page.Messages.Length).ShouldBe((_epoch, _texts.Count, Math.Min(limit, _texts.Count - (int)after)));
            read.AddRange(page.Messages.Select(TestAgent.Text));
            after = page.Messages[^1].Sequence;
        }

        read.ShouldBe(_texts.Skip((int)acknowledged));
    }

    /// <summary>Acknowledges a position, maybe an old one or one that does not exist yet.</summary>
    public async Task AcknowledgeAsync(ModelledAgent reader, int through)
    {
        (await reader.Agent.Inbox.SettleAsync(new SettleRequest(reader.Agent.Token, _channel, _epoch, through, []))).ShouldBeNull();
        reader.Following[name] = Math.Max(reader.Following[name], Math.Min(through, _texts.Count));
    }

    /// <summary>Pages through the whole history, forward or backward.</summary>
    public async Task PageAsync(ModelledAgent reader, int limit, bool backward)
    {
        List<string> seen = [];
        var next = 0L;
        do
        {
            var query = new HistoryQuery(backward ? null : new Position(_epoch, next), null, backward ? next : 0, limit);
            var page = (await reader.Agent.Memory.ReadHistoryAsync(new HistoryRequest(reader.Agent.Token, _channel, query))).Value.ShouldNotBeNull();
            (page.Epoch, page.Head, page.IsPartial).ShouldBe((_epoch, _texts.Count, false));
            page.Messages.Length.ShouldBeLessThanOrEqualTo(limit);
            seen.InsertRange(backward ? 0 : seen.Count, page.Messages.Select(TestAgent.Text));
            next = page.Next;
        }
        while (next != 0);

        seen.ShouldBe(_texts);
    }

    /// <summary>Whoever holds the channel goes.</summary>
    public async Task CloseAsync()
    {
        await Room.CloseAsync();
        await Eventually.HoldsAsync("the next one holds the channel", async () => (await Room.ReadAsync(0, 0)).Epoch > 0);
    }

    /// <summary>What the bus tells of the reader's memberships.</summary>
    public Membership Expected(long acknowledged) =>
        new(new ChannelKey(tenant, Settings.Room, name), acknowledged == 0 ? default : new Position(_epoch, acknowledged));
}

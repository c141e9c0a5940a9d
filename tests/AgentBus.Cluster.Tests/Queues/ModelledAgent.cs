using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Queues;

/// <summary>An agent with its inbox, beside the model of it; after every act both are compared.</summary>
internal sealed class ModelledAgent(BusCluster cluster, string tenant, string name)
{
    private TestConsumer _consumer = new();
    private int _compared;
    private ulong _epoch;

    public TestAgent Agent { get; } = new(cluster.Outside, tenant, name);

    public ModelInbox Inbox { get; } = new();

    public bool IsOpen { get; private set; }

    /// <summary>The channels that it follows, each with the sequence that it acknowledged.</summary>
    public SortedDictionary<string, long> Following { get; } = new(StringComparer.Ordinal);

    private IQueueGrain Queue => cluster.Hosted.GetGrain<IQueueGrain>(ChannelKey.Inbox(Agent.Key).GrainKey);

    public async Task EnsureOpenAsync()
    {
        if (!IsOpen)
        {
            await OpenAsync();
        }
    }

    /// <summary>A new session; the one before ends.</summary>
    public async Task OpenAsync()
    {
        await Agent.OpenAsync();
        IsOpen = true;
        await GoneAsync();
    }

    public async Task CloseAsync()
    {
        await Agent.Grain.CloseSessionAsync(Agent.Token);
        IsOpen = false;
        await GoneAsync();
    }

    /// <summary>Attaches a new consumer, or renews the one that is attached.</summary>
    public async Task AttachAsync(int window)
    {
        await EnsureOpenAsync();
        if (!Inbox.IsAttached)
        {
            (_consumer, _compared) = (new TestConsumer(), 0);
        }

        (await Agent.AttachAsync(_consumer, window: window)).Refusal.ShouldBeNull();
        Inbox.Attach(window);
    }

    public async Task DetachAsync()
    {
        if (IsOpen)
        {
            await Agent.DetachAsync();
            await GoneAsync();
        }
    }

    public async Task SettleAsync(SettlementKind kind, IReadOnlyList<ModelLetter> letters)
    {
        if (letters.Count > 0)
        {
            var refusal = await Agent.Inbox.SettleAsync(new SettleRequest(
                Agent.Token, ChannelName.None, _epoch, 0, [.. letters.Select(letter => new Settlement(letter.Sequence, kind, TimeSpan.Zero, ""))]));
            refusal.ShouldBeNull();
            Inbox.Settle(letters, kind);
        }
    }

    /// <summary>The next hand-over to the consumer fails: what it has counts, and goes back.</summary>
    public async Task BreakAsync(int number)
    {
        ModelLetter[] again = [.. Inbox.Held.Where(static letter => letter.Most < ModelInbox.MaxDeliveries)];
        if (again.Length == 0)
        {
            return;
        }

        var before = Inbox.Handed.Count;
        _consumer.Fails = true;
        await SettleAsync(SettlementKind.Retry, [again[number % again.Length]]);
        if (Inbox.Handed.Count > before)
        {
            Inbox.Lose();
            await NobodyAsync();
        }

        _consumer.Fails = false;
    }

    /// <summary>Whoever holds the inbox goes, and the session attaches to the next one where it was attached.</summary>
    public async Task CloseQueueAsync(int window)
    {
        await Queue.CloseAsync();
        await Eventually.HoldsAsync("the next one holds the inbox", async () => (await Queue.DescribeAsync()).Epoch > 0);
        var wasAttached = Inbox.IsAttached;
        Inbox.Reload(isCrash: false, mayBeDetached: false);
        if (wasAttached)
        {
            await AttachAsync(window);
        }
    }

    /// <summary>The grain of the agent goes; the next call finds another.</summary>
    public async Task DropAsync()
    {
        if (IsOpen)
        {
            await CloseAsync();
        }

        var knock = await Agent.Grain.OpenSessionAsync(Agent.Request() with { Credential = new Credential(CredentialKind.Jwt, "not valid") }, null);
        knock.Refusal.ShouldNotBeNull().Code.ShouldBe(Code.Unauthenticated);
    }

    /// <summary>
    /// What was handed out for the last time is settled before the silo goes in order, and known to be counted before it crashes: so the
    /// model knows what is dead afterwards.
    /// </summary>
    public async Task PrepareRestartAsync(bool crash)
    {
        ModelLetter[] last = [.. Inbox.Held.Where(static letter => letter.Most >= ModelInbox.MaxDeliveries)];
        if (!crash)
        {
            await SettleAsync(SettlementKind.Done, last);
            await CompareAsync();
            if (Inbox.Held.Any(static letter => letter.Most >= ModelInbox.MaxDeliveries))
            {
                await PrepareRestartAsync(crash);
            }
        }
        else if (last.Length > 0)
        {
            await Eventually.HoldsAsync("the last attempts are stored", async () =>
            {
                var marks = await cluster.Queues.LoadAsync(ChannelKey.Inbox(Agent.Key), _epoch, TestContext.Current.CancellationToken);
                return last.All(letter => marks.Attempts.GetValueOrDefault(letter.Sequence) == letter.Most);
            });
        }
    }

    public void Restarted(bool crash)
    {
        Inbox.Reload(crash, mayBeDetached: !crash);
        IsOpen = false;
    }

    /// <summary>Notes that the bus put a message here, and compares its place.</summary>
    public void Placed(Position position, long sequence)
    {
        _epoch = _epoch == 0 ? position.Epoch : _epoch;
        position.ShouldBe(new Position(_epoch, sequence));
    }

    /// <summary>The consumer was handed what the model says, in that order and with that attempt, and nothing else.</summary>
    public async Task CompareAsync()
    {
        if (!Inbox.IsAttached)
        {
            return;
        }

        await Eventually.HoldsAsync($"{name} is handed {Inbox.Handed.Count} messages", () => _consumer.Received.Count >= Inbox.Handed.Count);
        var received = _consumer.Received.ToArray();
        received.Select(static one => TestAgent.Text(one.Message.Message)).ShouldBe(Inbox.Handed.Select(static one => one.Letter.Text));
        for (; _compared < received.Length; _compared++)
        {
            var (letter, least, most) = Inbox.Handed[_compared];
            var message = received[_compared].Message;
            (received[_compared].Delivery.Epoch, message.Message.Sequence).ShouldBe((_epoch, letter.Sequence));
            message.Attempt.ShouldBeInRange(least, most);
            letter.Least += message.Attempt - least;
            letter.Most += message.Attempt - most;
        }

        if (_epoch != 0)
        {
            await Eventually.HoldsAsync($"{name} has {Inbox.Held.Count} of {Inbox.Pending} messages", async () =>
                (await Queue.DescribeAsync()) is var state && state.Pending == Inbox.Pending && state.InFlight == Inbox.Held.Count);
        }
    }

    private async Task GoneAsync()
    {
        if (Inbox.IsAttached)
        {
            Inbox.Detach();
            await NobodyAsync();
        }
    }

    private Task NobodyAsync() => Eventually.HoldsAsync("nobody is attached", async () => (await Queue.DescribeAsync()).Consumers == 0);
}

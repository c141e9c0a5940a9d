using System.Collections.Immutable;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Queues;

/// <summary>One random program on a tenant of its own: three agents that are one group, and two channels.</summary>
internal sealed class DeliveryRun
{
    private const string Group = "crew";

    private static readonly string[] Names = ["alice", "bob", "carol"];

    private readonly BusCluster _cluster;
    private readonly string _tenant;
    private readonly ModelledAgent[] _agents;
    private readonly ModelledChannel[] _channels;
    private readonly List<(ModelledAgent Sender, Envelope Message, Receipt Receipt)> _sent = [];

    public DeliveryRun(BusCluster cluster)
    {
        _cluster = cluster;
        _tenant = cluster.Tenant(static settings => settings with { Groups = [new GroupSettings(Group, [.. Names], [])] });
        _agents = [.. Names.Select(name => new ModelledAgent(cluster, _tenant, name))];
        _channels = [new(cluster, _tenant, Settings.Channel), new(cluster, _tenant, "talk")];
    }

    public async Task RunAsync(IReadOnlyList<DeliveryStep> steps)
    {
        foreach (var agent in _agents)
        {
            await agent.OpenAsync();
            await agent.Agent.RegisterAsync();
            foreach (var channel in _channels)
            {
                await channel.RestoreAsync(agent, 1);
            }
        }

        foreach (var step in steps)
        {
            await DoAsync(step);
            await CompareAsync(_agents[step.Who % _agents.Length]);
        }

        await FinishAsync();
    }

    private async Task DoAsync(DeliveryStep step)
    {
        var number = step.Number;
        var agent = _agents[step.Who % _agents.Length];
        var channel = _channels[number % _channels.Length];
        if (step.Act <= DeliveryAct.Page)
        {
            await agent.EnsureOpenAsync();
        }

        await (step.Act switch
        {
            DeliveryAct.Publish => PublishAsync(agent, channel, 1 + (number % 4)),
            DeliveryAct.SendToOne => SendAsync(agent, (Priority)(number % 4), 1 + (number % 3), [Names[number % 5 % 3]]),
            DeliveryAct.SendToSeveral => SendAsync(agent, (Priority)(number % 4), 1, [Names[number % 3], Names[(number + 1) % 3]]),
            DeliveryAct.SendToGroup => SendAsync(agent, (Priority)(number % 4), 1, []),
            DeliveryAct.SendAgain => SendAgainAsync(number),
            DeliveryAct.Follow => channel.RestoreAsync(agent, 1 + (number % 7)),
            DeliveryAct.Acknowledge => channel.AcknowledgeAsync(agent, number * (channel.Count + 3) / 100),
            DeliveryAct.Page => channel.PageAsync(agent, 1 + (number % 9), backward: number % 3 == 0),
            DeliveryAct.Attach => agent.AttachAsync(number % 6),
            DeliveryAct.Detach => agent.DetachAsync(),
            DeliveryAct.OpenSession => agent.OpenAsync(),
            DeliveryAct.CloseSession => agent.IsOpen ? agent.CloseAsync() : Task.CompletedTask,
            DeliveryAct.Done => SettleAsync(agent, SettlementKind.Done, number),
            DeliveryAct.Retry => SettleAsync(agent, SettlementKind.Retry, number),
            DeliveryAct.Reject => SettleAsync(agent, SettlementKind.Reject, number),
            DeliveryAct.BreakConsumer => agent.BreakAsync(number),
            DeliveryAct.CloseQueue => agent.CloseQueueAsync(number % 6),
            DeliveryAct.CloseRoom => channel.CloseAsync(),
            DeliveryAct.DropAgent => agent.DropAsync(),
            _ => RestartAsync(step.Act == DeliveryAct.Crash),
        });
    }

    private async Task PublishAsync(ModelledAgent sender, ModelledChannel channel, int count)
    {
        Envelope[] messages = [.. Enumerable.Range(0, count).Select(_ => Named(sender, sender.Agent.Message("", channel.Name)))];
        var receipts = await SendAsync(sender, messages);
        for (var i = 0; i < count; i++)
        {
            channel.Add(Text(messages[i]), receipts[i].Position);
        }
    }

    /// <summary>A batch has one priority, so that it does not matter whether the bus takes it at once or in parts. No receivers: the group.</summary>
    private async Task SendAsync(ModelledAgent sender, Priority priority, int count, ImmutableArray<string> to)
    {
        var message = to switch
        {
            [] => sender.Agent.ToAll("", $"group/{Group}"),
            [var one] => sender.Agent.To(one, ""),
            _ => sender.Agent.ToAll("", [.. to]),
        };
        Envelope[] messages = [.. Enumerable.Range(0, count).Select(_ => Named(sender, message with { Priority = priority }))];
        var receivers = _agents.Where(agent => to.IsEmpty ? agent != sender : to.Contains(agent.Agent.Key.Agent)).ToArray();

        var receipts = await SendAsync(sender, messages);
        foreach (var receipt in receipts.Where(_ => to.Length != 1))
        {
            receipt.Recipients.Select(static one => one.Agent).Order(StringComparer.Ordinal).ShouldBe(receivers.Select(static one => one.Agent.Key.Agent));
        }

        foreach (var receiver in receivers)
        {
            var before = receiver.Inbox.Letters.Count;
            for (var i = 0; i < count; i++)
            {
                var receipt = receipts[i].Recipients.IsEmpty ? receipts[i] : receipts[i].Recipients.Single(one => one.Agent == receiver.Agent.Key.Agent);
                receiver.Placed(receipt.Position, before + i + 1);
            }

            receiver.Inbox.Add(messages.Select(Text), priority);
            await receiver.CompareAsync();
        }
    }

    private async Task<ImmutableArray<Receipt>> SendAsync(ModelledAgent sender, Envelope[] messages)
    {
        var receipts = await sender.Agent.SendAsync(messages);
        receipts.Select(static receipt => (receipt.MessageId, receipt.Outcome, receipt.Duplicate))
            .ShouldBe(messages.Select(static message => (message.MessageId, Outcome.Delivered, false)));
        _sent.AddRange(messages.Zip(receipts, (message, receipt) => (sender, message, receipt)));
        return receipts;
    }

    /// <summary>The same message is answered as before and goes nowhere; another one under its key is refused.</summary>
    private async Task SendAgainAsync(int number)
    {
        if (_sent.Count == 0)
        {
            return;
        }

        var (sender, message, first) = _sent[number * _sent.Count / 100];
        await sender.EnsureOpenAsync();
        if (number % 4 == 0)
        {
            (await sender.Agent.SendAsync(message with { Encoded = "another"u8.ToArray() }))[0].Code.ShouldBe(Code.IdempotencyConflict);
            return;
        }

        var again = (await sender.Agent.SendAsync(message))[0];
        (again.Outcome, again.Duplicate, again.Position).ShouldBe((Outcome.Delivered, true, first.Position));
        again.Recipients.Select(static one => (one.Agent, one.Duplicate, one.Position)).ShouldBe(first.Recipients.Select(static one => (one.Agent, true, one.Position)));
    }

    private static Task SettleAsync(ModelledAgent agent, SettlementKind kind, int number)
    {
        var held = agent.Inbox.Held;
        return held.Count == 0 ? Task.CompletedTask : agent.SettleAsync(kind, [.. held.Skip(number % held.Count).Take(1 + (number % 3))]);
    }

    private async Task RestartAsync(bool crash)
    {
        foreach (var agent in _agents)
        {
            await agent.PrepareRestartAsync(crash);
        }

        await _cluster.RestartAsync(crash);
        foreach (var agent in _agents)
        {
            agent.Restarted(crash);
        }
    }

    private async Task CompareAsync(ModelledAgent agent)
    {
        await agent.CompareAsync();
        if (agent.IsOpen)
        {
            var memberships = (await _cluster.Outside.GetGrain<IAgentMemory>(agent.Agent.Key.GrainKey).MembershipsAsync(agent.Agent.Token)).Value.ShouldNotBeNull();
            memberships.Channels.ShouldBe(_channels.Select(channel => channel.Expected(agent.Following[channel.Name])));
        }
    }

    /// <summary>With consumers that settle everything, each letter is settled or dead, once, and each channel tells all of its history.</summary>
    private async Task FinishAsync()
    {
        foreach (var agent in _agents)
        {
            await agent.AttachAsync(0);
            await CompareAsync(agent);
            while (agent.Inbox.Held.Count > 0)
            {
                await agent.SettleAsync(SettlementKind.Done, agent.Inbox.Held);
                await CompareAsync(agent);
            }

            agent.Inbox.Pending.ShouldBe(0);
            foreach (var channel in _channels)
            {
                await channel.RestoreAsync(agent, 10);
                await channel.PageAsync(agent, 10, backward: false);
            }
        }

        var dead = await _cluster.Silo<IDeadLetterStore>().ListAsync(new DeadLetterFilter(_tenant, Limit: 1_000), TestContext.Current.CancellationToken);
        dead.Letters.Select(static letter => (letter.Source.Channel, letter.Sequence, letter.Code)).Order().ShouldBe(_agents.SelectMany(static agent => agent.Inbox.Letters
            .Where(static letter => letter.State == ModelLetterState.Dead)
            .Select(letter => (agent.Agent.Key.Agent, letter.Sequence, letter.Cause))).Order());
    }

    /// <summary>The id of the message is its text; every other has a key beside it.</summary>
    private Envelope Named(ModelledAgent sender, Envelope message)
    {
        // The agent numbers its messages; the model is deterministic, so a program that is run again sends the same.
        var id = sender.Agent.Message("").MessageId;
        return message with { MessageId = id, Encoded = System.Text.Encoding.UTF8.GetBytes(id), IdempotencyKey = _sent.Count % 2 == 0 ? $"key-{id}" : "" };
    }

    private static string Text(Envelope message) => message.MessageId;
}

using AgentBus.Load.Drivers;
using AgentBus.Load.Wire;

namespace AgentBus.Load.Processes;

/// <summary>Connections for messages that are settled one by one. Receivers come first: an agent that was never connected has no inbox.</summary>
internal static class QueueGroups
{
    /// <summary>Senders to the inboxes of receivers.</summary>
    public static LoadGroup Direct(this LoadSilo silo, int senders, int receivers)
    {
        var seen = new SeenMessages();
        QueueReceiver[] inboxes = [.. Enumerable.Range(0, receivers).Select(i => BusConnections.InboxReceiver(silo.Address, silo.Token($"receiver-{i}"), seen))];
        Sender[] agents = [.. Enumerable.Range(0, senders).Select(i =>
            BusConnections.DirectSender(silo.Address, silo.Token($"sender-{i}"), LoadSilo.Tenant, $"sender-{i}", $"receiver-{i % receivers}"))];
        return new LoadGroup(silo.Id, agents, inboxes, deliveriesPerAnswer: 1);
    }

    /// <summary>Agents that ask, and those that answer.</summary>
    public static LoadGroup Requests(this LoadSilo silo, int requesters, int responders)
    {
        var (asked, answered) = (new SeenMessages(), new SeenMessages());
        Receiver[] services = [.. Enumerable.Range(0, responders).Select(i => BusConnections.Responder(silo.Address, silo.Token($"responder-{i}"), asked))];
        Sender[] agents = [.. Enumerable.Range(0, requesters).Select(i =>
            BusConnections.Requester(silo.Address, silo.Token($"requester-{i}"), LoadSilo.Tenant, $"requester-{i}", $"responder-{i % responders}", answered))];
        return new LoadGroup(silo.Id, agents, services, deliveriesPerAnswer: 1);
    }

    /// <summary>Agents that give out tasks, and workers that share them.</summary>
    public static LoadGroup WorkQueues(this LoadSilo silo, int senders, int workersEach)
    {
        var seen = new SeenMessages();
        var queues = LoadSilo.WorkQueues;
        Receiver[] workers = [.. Enumerable.Range(0, queues.Count * workersEach).Select(i =>
            BusConnections.Worker(silo.Address, silo.Token($"worker-{i}"), LoadSilo.Room, queues[i % queues.Count], seen))];
        Sender[] agents = [.. Enumerable.Range(0, senders).Select(i => silo.Sender($"giver-{i}", queues[i % queues.Count], durable: true))];
        return new LoadGroup(silo.Id, agents, workers, deliveriesPerAnswer: 1);
    }
}

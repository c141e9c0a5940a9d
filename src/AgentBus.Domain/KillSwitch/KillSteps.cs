using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Domain.KillSwitch;

/// <summary>Makes the steps of a report of what was answered. Whoever did not answer has confirmed nothing.</summary>
public static class KillSteps
{
    /// <summary>So many rows name what went wrong with one of many; the rest is counted.</summary>
    public const int MostNamed = 50;

    /// <summary>The switch itself, as it is stored.</summary>
    public static KillStep Stored(long revision, Refusal? refusal) => new(
        KillAction.Switch, "settings", refusal is null, 1, refusal is null ? $"Stored as revision {revision}." : $"Not stored: {refusal.Reason}");

    /// <summary>What a silo did: it goes by the switch, and the sockets and sessions that it knows are over.</summary>
    public static IEnumerable<KillStep> Of(KillAnswer<SiloStopped> silo)
    {
        yield return new KillStep(KillAction.Switch, silo.Where, silo.Value is not null, 1, silo.Fault);
        yield return silo.Value is { } stopped
            ? new KillStep(
                KillAction.Sockets, silo.Where, stopped.OpenSockets == 0, stopped.Sockets, stopped.OpenSockets == 0 ? "" : $"{stopped.OpenSockets} more had not closed in time.")
            : new KillStep(KillAction.Sockets, silo.Where, false, 0, silo.Fault);
        yield return new KillStep(KillAction.Sessions, silo.Where, silo.Value is { Unconfirmed.IsEmpty: true }, silo.Value?.Sessions ?? 0, Says(silo.Fault, silo.Value?.Unconfirmed ?? []));
    }

    /// <summary>What an agent's grain did beside what silos had it do.</summary>
    public static KillStep Of(KillAnswer<AgentStopped> agent) => new(
        KillAction.Sessions,
        agent.Where,
        agent.Value is { Unconfirmed.IsEmpty: true },
        agent.Value?.Sessions ?? 0,
        agent.Value is { Unconfirmed.IsEmpty: true } ? "None is left." : Says(agent.Fault, agent.Value?.Unconfirmed ?? []));

    /// <summary>What a queue took back.</summary>
    public static KillStep Of(KillAnswer<QueueReleased> queue, bool isInbox) => queue.Value is { } released
        ? isInbox
            ? new KillStep(KillAction.Inbox, queue.Where, true, released.Waiting, "Its messages are parked.")
            : new KillStep(KillAction.Leases, queue.Where, true, released.TakenBack, "Nothing is with it any more.")
        : new KillStep(isInbox ? KillAction.Inbox : KillAction.Leases, queue.Where, false, 0, queue.Fault);

    /// <summary>What became of open cases.</summary>
    public static KillStep Of(KillAnswer<CasesCancelled> cases) => cases.Value is { } cancelled
        ? new KillStep(KillAction.Cases, cases.Where, cancelled.Unconfirmed.IsEmpty, cancelled.Cancelled, Says(cancelled.Note, cancelled.Unconfirmed))
        : new KillStep(KillAction.Cases, cases.Where, false, 0, cases.Fault);

    /// <summary>What became of the messages that were tried: one row for those that were refused, and one for each that was not.</summary>
    public static IEnumerable<KillStep> Of(IReadOnlyCollection<KillAnswer<SendProbe>> probes, KillTarget target)
    {
        var stopped = probes.Where(static probe => probe.Value is { IsStopped: true }).ToArray();
        var others = probes.Where(static probe => probe.Value is not { IsStopped: true }).ToArray();
        if (stopped.Length > 0)
        {
            yield return new KillStep(KillAction.Probe, target.ToString(), true, stopped.Length, stopped[0].Value!.Says);
        }

        foreach (var probe in others.Take(MostNamed))
        {
            yield return new KillStep(KillAction.Probe, probe.Where, false, 1, probe.Value?.Says ?? probe.Fault);
        }

        if (others.Length > MostNamed)
        {
            yield return new KillStep(KillAction.Probe, target.ToString(), false, others.Length - MostNamed, "More agents, which are not named.");
        }
    }

    /// <summary>Whether the rows of evidence are written.</summary>
    public static KillStep Evidence(int written, int expected) => new(
        KillAction.Evidence, "journal", written == expected, written, written == expected ? "" : "Not all of the evidence could be written.");

    private static string Says(string first, IReadOnlyCollection<string> unconfirmed)
    {
        var more = unconfirmed.Count > MostNamed ? [$"And {unconfirmed.Count - MostNamed} more."] : Array.Empty<string>();
        return string.Join(' ', unconfirmed.Take(MostNamed).Concat(more).Prepend(first).Where(static text => text.Length > 0));
    }
}

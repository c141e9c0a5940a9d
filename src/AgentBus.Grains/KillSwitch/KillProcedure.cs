using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Domain.Access;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.KillSwitch;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Hosting;
using AgentBus.Grains.Tenants;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans;

namespace AgentBus.Grains.KillSwitch;

/// <summary>
/// Stops an agent or a whole tenant at once, and says what is known to be done. The settings come first: from then on nothing passes that asks them. What
/// follows takes away what is open already. A step that fails or is not answered keeps none of the others from being taken.
/// </summary>
internal sealed partial class KillProcedure(
    TenantKey tenant,
    TenantRevisions revisions,
    LiveSilos silos,
    Func<Task> outlastTrust,
    ICaseCancellation cases,
    IGrainFactory grains,
    EvidenceWriter evidence,
    EvidenceBuffer buffer,
    TimeProvider time,
    BusOptions options,
    ILogger logger)
{
    private const int Rows = 2;

    private readonly TimedQuestions _questions = new(time, logger);
    private readonly TimeSpan _limit = options.KillConfirmation;

    /// <summary>Stops the target.</summary>
    public async Task<KillReport> RunAsync(KillOrder order)
    {
        var target = order.Target;
        var written = await evidence.WriteAsync(KillEvidence.Ordered(buffer, order, time.GetUtcNow())) ? 1 : 0;
        var steps = ImmutableArray.CreateBuilder<KillStep>();
        var refusal = await SwitchAsync(target, order.OperatorId);
        steps.Add(KillSteps.Stored(revisions.Current!.Revision, refusal));

        var reason = target.IsTenant ? AccessRefusals.Stopped : AccessRefusals.Disabled;
        var answers = await StopSilosAsync(target, reason);
        steps.AddRange(answers.SelectMany(KillSteps.Of));
        steps.AddRange((await StopAgentAsync(target, reason)).Select(KillSteps.Of));

        // Not before the messages are settled that were under way: one of them may have been held.
        var cancelling = _questions.AskAsync("cases", () => cases.CancelAsync(order, Inner(_limit)), _limit);
        steps.AddRange(await ReleaseAsync(target));
        steps.Add(KillSteps.Of(await cancelling));
        steps.AddRange(KillSteps.Of(await ProbeAsync(target, answers), target));

        var report = new KillReport(target, revisions.Current!.Revision, steps.ToImmutable());
        written += await evidence.WriteAsync(KillEvidence.Reported(buffer, order, report, time.GetUtcNow())) ? 1 : 0;
        report = report with { Steps = report.Steps.Add(KillSteps.Evidence(written, Rows)) };
        Tell(order, report);
        return report;
    }

    /// <summary>An order that is repeated makes no revision.</summary>
    private async Task<Refusal?> SwitchAsync(KillTarget target, string operatorId)
    {
        var current = revisions.Current!;
        var isDone = target.IsTenant ? current.IsStopped : current.DisabledAgents.Contains(target.Agent);
        return isDone ? null : await revisions.ChangeAsync(
            settings => target.IsTenant ? settings with { IsStopped = true } : settings with { DisabledAgents = settings.DisabledAgents.Add(target.Agent) }, operatorId);
    }

    /// <summary>Silos end the sessions that they know of. An agent's grain is asked too, wherever that is, so that none is left.</summary>
    private async Task<IReadOnlyList<KillAnswer<AgentStopped>>> StopAgentAsync(KillTarget target, Refusal reason) => target.IsTenant ? [] :
        [await _questions.AskAsync(target.Agent, () => Agent(target.Agent).StopAsync(reason, Inner(_limit)), _limit)];

    private async Task<IReadOnlyList<KillAnswer<SiloStopped>>> StopSilosAsync(KillTarget target, Refusal reason)
    {
        var known = silos.Live;
        var answers = await AskAsync(known);

        // Those that an earlier activation knew have made themselves known by now, or trust what they have no more.
        await outlastTrust();
        return [.. answers, .. await AskAsync(silos.Live.Where(silo => known.All(before => before.Name != silo.Name)))];

        Task<IReadOnlyList<KillAnswer<SiloStopped>>> AskAsync(IEnumerable<LiveSilo> asked) => _questions.AskAllAsync(
            asked, static silo => silo.Name, silo => silo.Observer.StopAsync(revisions.Current!, target, reason, Inner(_limit)), _limit);
    }

    /// <summary>What queues had handed out goes back; for an agent its inbox included, for a tenant that went with each session.</summary>
    private async Task<IEnumerable<KillStep>> ReleaseAsync(KillTarget target)
    {
        var queues = revisions.Current!.Rooms
            .SelectMany(room => room.Channels.Where(static channel => channel.Kind == ChannelKind.WorkQueue).Select(channel => new ChannelKey(tenant.Tenant, room.Name, channel.Name)));
        var inbox = ChannelKey.Inbox(new AgentKey(tenant.Tenant, target.Agent));
        var answers = await _questions.AskAllAsync(
            target.IsTenant ? queues : queues.Prepend(inbox),
            static queue => queue.Name,
            queue => grains.GetGrain<IQueueLeases>(queue.GrainKey).ReleaseAsync(target),
            _limit);
        return answers.Select(answer => KillSteps.Of(answer, !target.IsTenant && answer.Where == inbox.Name));
    }

    private Task<IReadOnlyList<KillAnswer<SendProbe>>> ProbeAsync(KillTarget target, IEnumerable<KillAnswer<SiloStopped>> answers)
    {
        IReadOnlyList<string> agents = target.IsTenant
            ? [.. answers.SelectMany(static answer => answer.Value?.Agents ?? []).Append(ProbeMessage.Stranger).Distinct(StringComparer.Ordinal)]
            : [target.Agent];
        return _questions.AskAllAsync(agents, static agent => agent, agent => Agent(agent).ProbeAsync(), _limit);
    }

    /// <summary>Whoever is asked answers before the asker stops waiting.</summary>
    private static TimeSpan Inner(TimeSpan limit) => limit * 0.75;

    private IAgentStop Agent(string agent) => grains.GetGrain<IAgentStop>(new AgentKey(tenant.Tenant, agent).GrainKey);

    private void Tell(KillOrder order, KillReport report)
    {
        LogStopped(logger, order.OperatorId, $"{order.Target}", report.IsConfirmed);
        foreach (var step in report.Unconfirmed)
        {
            LogUnconfirmed(logger, $"{order.Target}", step.Action, step.Where, step.Says);
        }
    }

    [LoggerMessage(EventId = 2850, Level = LogLevel.Warning, Message = "Operator {Operator} had {Target} stopped by the kill switch. Confirmed: {Confirmed}.")]
    private static partial void LogStopped(ILogger logger, string @operator, string target, bool confirmed);

    [LoggerMessage(EventId = 2851, Level = LogLevel.Error, Message = "The kill switch for {Target} is not confirmed: {Action} at {Where}. {Says}")]
    private static partial void LogUnconfirmed(ILogger logger, string target, KillAction action, string where, string says);
}

using AgentBus.Domain.Admission;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Domain.Impact;

/// <summary>Reads off a run what scorers are told.</summary>
internal sealed class ImpactInputs(IMessageText? texts)
{
    private readonly SignalReader? _signals = texts is null ? null : new SignalReader(texts);

    public ImpactInput Of(in AdmissionRun run, CompiledImpact settings)
    {
        var envelope = run.Envelope;
        var (stake, doubt) = _signals is not null && settings.ReadsWords ? _signals.Count(envelope) : (0, 0);
        return new ImpactInput
        {
            Settings = settings,
            Action = settings.Read(envelope.Action),
            Tool = settings.Read(envelope.Tool),
            Type = envelope.Type,
            Priority = envelope.Priority,
            Classification = run.Classification,
            Findings = run.Findings,
            IsUninspectable = envelope.IsUninspectable,
            Reach = Reaches.Of(run.Target),
            Used = Used(run.AgentTokens, run.Context.Tenant.Settings.Quota),
            IsPrivileged = run.Context.Tenant.AccessOf(run.Context.Principal).IsPrivileged,
            StakeWords = stake,
            DoubtWords = doubt,
        };
    }

    private static double Used(double tokens, QuotaSettings quota) =>
        double.IsFinite(tokens) && quota.AgentBurst > 0 ? Math.Clamp(1 - (tokens / quota.AgentBurst), 0, 1) : 0;
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Domain.Inspection;

/// <summary>
/// What the content says: secrets and personal data are redacted or stop the message (CAS-01, PII-02), between authorization and policy.
/// A failure of inspection follows the policy's default and stops nothing else (CAS-08). Thread-safe.
/// </summary>
/// <param name="texts">Reads and changes the texts of messages.</param>
/// <param name="salt">Random bytes of this silo: what is blocked is named in evidence by its digest with them, so that it cannot be guessed.</param>
public sealed class InspectionStage(IMessageText texts, ReadOnlyMemory<byte> salt) : IAdmissionStage
{
    /// <summary>The stage's name.</summary>
    public const string Name = "inspection";

    private static readonly Refusal Oversize = new(Code.CasilOversize, $"{CasilReasons.Oversize}: the message is larger than the policy of this tenant takes.");

    private static readonly ImmutableDictionary<string, Refusal> Refusals = ImmutableDictionary<string, Refusal>.Empty
        .Add(CasilReasons.BlockedSecret, new Refusal(Code.CasilPolicyBlocked, $"{CasilReasons.BlockedSecret}: the content holds what looks like a secret."))
        .Add(CasilReasons.Blocked, new Refusal(Code.CasilPolicyBlocked, $"{CasilReasons.Blocked}: the content holds what the policy of this tenant blocks."))
        .Add(CasilReasons.Uninspectable, new Refusal(Code.CasilPolicyBlocked, $"{CasilReasons.Uninspectable}: the content is encrypted, and the policy of this tenant takes only what it can inspect."))
        .Add(CasilReasons.InternalBlock, new Refusal(Code.CasilPolicyBlocked, $"{CasilReasons.InternalBlock}: the content could not be inspected."))
        .Add(CasilReasons.Oversize, Oversize);

    // As many as threads were in here at once; a sheet keeps its memory.
    private readonly ConcurrentQueue<TextSheet> _sheets = new();

    string IAdmissionStage.Name => Name;

    /// <inheritdoc/>
    public StageResult Judge(ref AdmissionRun run)
    {
        ref readonly var context = ref run.Context;
        if (context.Tenant.InspectorOf(run.Envelope) is not { } inspector)
        {
            return StageResult.Pass;
        }

        if (!context.IsRepeated && context.Violations?.BlockedFor(context.Now) is { } left && left > TimeSpan.Zero)
        {
            return StageResult.Refuse(new Refusal(Code.CasilPolicyBlocked, $"{CasilReasons.RepeatViolator}: messages of this sender violated the policy too often.", left));
        }

        var verdict = Inspect(inspector, in run);
        if (verdict.IsViolation && context.Violations is { } violations)
        {
            verdict = Count(verdict, inspector.Policy, violations, in context);
        }

        run.Take(verdict, inspector.Policy.MetadataToEnvelope);
        if (verdict.Decision != InspectionDecision.Block)
        {
            return StageResult.Pass;
        }

        run.Replace(run.Envelope with { BodyDigest = HMACSHA256.HashData(salt.Span, run.Envelope.BodyDigest.Span) });
        return StageResult.Refuse(Refusals[verdict.Reason]);
    }

    /// <summary>The message as this stage would let it pass; null where it would not change it. Nothing is counted.</summary>
    internal Envelope? Redacted(in AdmissionRun run) =>
        run.Context.Tenant.InspectorOf(run.Envelope) is { } inspector ? Inspect(inspector, in run).Changed : null;

    private static ContentVerdict Count(ContentVerdict verdict, InspectionPolicy policy, ViolationTally violations, in AdmissionContext context)
    {
        // A message that waited for an answer was counted when it came.
        var became = !context.IsRepeated && violations.Add(policy, context.Now);
        return became || violations.IsOver(policy, context.Now)
            ? verdict with { BecameRepeatViolator = became, Tags = verdict.Tags.Add(ContentFlags.RepeatViolator) }
            : verdict;
    }

    private ContentVerdict Inspect(MessageInspector inspector, in AdmissionRun run)
    {
        var sheet = _sheets.TryDequeue(out var spare) ? spare : new TextSheet();
        try
        {
            return inspector.Judge(run.Envelope, run.Target, texts, sheet);
        }
        catch (Exception fault)
        {
            // Whatever fails, the message has its decision, and the caller logs the fault.
            return inspector.Failed(fault);
        }
        finally
        {
            sheet.Clear();
            _sheets.Enqueue(sheet);
        }
    }
}

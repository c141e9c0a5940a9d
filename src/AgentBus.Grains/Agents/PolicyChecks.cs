using AgentBus.Domain.Access;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Policies;
using AgentBus.Grains.Policies;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Grains.Agents;

/// <summary>
/// Answers what would become of a message or an operation of the agent (POL-13, POL-18). It goes the way of <see cref="MessageAdmission"/> up to the verdict, and no
/// further. As many checks as messages: who asks without end would have the bus work for nothing.
/// </summary>
internal sealed class PolicyChecks(
    AgentKey agent,
    SessionGate gate,
    OutsideEnvelopes outside,
    SendPreparation preparation,
    DeliveredKeys keys,
    PolicyQuestions questions,
    AdmissionPipeline pipeline,
    MessageAdmission admission,
    IGrainFactory grains,
    TimeProvider time)
{
    private static readonly Refusal NotOne = new(Code.MessageInvalid, "A check is of exactly one message.");

    private readonly AgentQuota _quota = new();

    /// <summary>What admission would decide of the message.</summary>
    public async Task<Result<PolicyCheck>> CheckAsync(SendRequest request)
    {
        if (request.Envelopes.IsDefault || request.Envelopes.Length != 1)
        {
            return NotOne;
        }

        // An approval is its case's to reserve, so the answer is what becomes of the call without it.
        request = outside.Read(request with { AwaitReply = TimeSpan.Zero });
        request = request with { Envelopes = [request.Envelopes[0] with { ApprovalId = "" }] };
        AdmissionContext? before = null;
        AdmissionAnswer? answer = null;
        for (var asked = 0; asked <= PolicyQuestions.MaxPerMessage; asked++)
        {
            var entered = await EnterAsync(request.Session, isFirst: before is null);
            if (!entered.IsOk)
            {
                return entered.Refusal;
            }

            var (result, context) = await JudgeAsync(request, entered.Value, before, answer);
            if (result.Need is not { } need)
            {
                return await BeyondAsync(AdmissionChecks.Of(in result, request.Envelopes[0], context.Tenant.Settings), result, context);
            }

            if (need.Stage != PolicyStage.Name)
            {
                break;
            }

            (before, answer) = (context, await questions.AskAsync(need));
        }

        return WaitingMessages.Undecided;
    }

    /// <summary>Whether the agent's roles reach as far as an operation.</summary>
    public async Task<Result<PolicyCheck>> CheckOperationAsync(OperationCheckRequest request)
    {
        var entered = await EnterAsync(request.Session, isFirst: true);
        return entered.IsOk ? OperationRules.Check(request.Operation, entered.Value.Principal, entered.Value.Snapshot, request.Channel) : entered.Refusal;
    }

    private async Task<(AdmissionResult Result, AdmissionContext Context)> JudgeAsync(
        SendRequest request, SessionGate.Entry entered, AdmissionContext? before, AdmissionAnswer? answer)
    {
        using var hold = keys.Hold();
        var prepared = await preparation.RunAsync(request, entered.Session.Home, entered.Snapshot);
        var context = admission.Context(entered.Session, entered.Tenant, prepared);

        // As a message that waited for the answer: what it takes and adds, it took and added the first time.
        context = before is { } first
            ? context with { AgentBucket = first.AgentBucket, TenantBucket = first.TenantBucket, Violations = first.Violations, Answer = answer, IsRepeated = true }
            : AdmissionChecks.Apart(in context);
        return (pipeline.Admit(request.Envelopes[0], in context), context);
    }

    private async Task<Result<SessionGate.Entry>> EnterAsync(SessionToken session, bool isFirst)
    {
        var entered = await gate.EnterAsync(session);
        return entered.IsOk && isFirst && !_quota.For(entered.Value.Snapshot, time.GetUtcNow()).TryTake(time.GetUtcNow(), out _, out var wait)
            ? new Refusal(Code.RateLimited, "Too many checks; an agent has as many as messages.", wait)
            : entered;
    }

    /// <summary>What the sender's grain finds out after admission: whether the channel is there, and whether receivers take it.</summary>
    private async Task<PolicyCheck> BeyondAsync(PolicyCheck check, AdmissionResult result, AdmissionContext context)
    {
        if (!result.IsDelivered)
        {
            return check;
        }

        if (result.Target.Channel is { } channel)
        {
            var isThere = ChannelHolders.IsDeclared(channel, context.Tenant) || AccessRules.MayCreateByUse(context.Principal, context.Tenant, channel);
            return !isThere && await ChannelHolders.ResolveAsync(grains, channel, agent, mayCreate: false) is { } refusal ? Refused(check, refusal) : check;
        }

        ReceiverCheck[] missed =
        [
            .. from receiver in result.Target.Direct?.Receivers ?? []
               let refusal = Posting.Judge(receiver, result.Envelope, in context)
               where refusal is not null
               select new ReceiverCheck(receiver.Agent, refusal.Code, refusal.Reason),
        ];
        return missed is [var only] && result.Target.Direct!.IsSingle
            ? Refused(check, new Refusal(only.Code, only.Reason))
            : check with { Missed = [.. missed] };
    }

    private static PolicyCheck Refused(PolicyCheck check, Refusal refusal) =>
        check with { Outcome = Outcome.Refused, Code = refusal.Code, Reasons = [refusal.Reason], RetryAfter = refusal.RetryAfter };
}

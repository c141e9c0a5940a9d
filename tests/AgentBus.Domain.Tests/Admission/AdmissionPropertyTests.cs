using AgentBus.Domain.Admission;
using AgentBus.Domain.Routing;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;
using Outcome = AgentBus.Model.Outcome;

namespace AgentBus.Domain.Tests.Admission;

public sealed class AdmissionPropertyTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(3_000).WithQuietOnSuccess(true);

    private static readonly Arbitrary<(Scene Scene, Envelope Message)> Cases =
        (from scene in Worlds.Scenes from message in Worlds.Messages select (scene, message)).ToArbitrary();

    /// <summary>Fields by which a sender could try to make its lot better, each with the most favourable value it could have.</summary>
    private static readonly Dictionary<string, Func<Envelope, Envelope>> Favours = new(StringComparer.Ordinal)
    {
        [nameof(Envelope.TenantId)] = static m => m with { TenantId = "acme" },
        [nameof(Envelope.FromAgent)] = static m => m with { FromAgent = "root" },
        [nameof(Envelope.Kind)] = static m => m with { Kind = EnvelopeKind.System },
        [nameof(Envelope.Priority)] = static m => m with { Priority = Priority.Critical },
        [nameof(Envelope.Classification)] = static m => m with { Classification = Classification.Public },
        [nameof(Envelope.Subject)] = static m => m with { Subject = "ace.comms.*" },
        [nameof(Envelope.Action)] = static m => m with { Action = "read" },
        [nameof(Envelope.Tool)] = static m => m with { Tool = "none" },
        [nameof(Envelope.RequiresApproval)] = static m => m with { RequiresApproval = false },
        [nameof(Envelope.ApprovalId)] = static m => m with { ApprovalId = "approved" },
        [nameof(Envelope.EhiScore)] = static m => m with { EhiScore = 0 },
        [nameof(Envelope.ParentId)] = static m => m with { ParentId = "approved-parent" },
        [nameof(Envelope.ConversationId)] = static m => m with { ConversationId = "approved-conversation" },
        [nameof(Envelope.CorrelationId)] = static m => m with { CorrelationId = "approved-request" },
        [nameof(Envelope.Capabilities)] = static m => m with { Capabilities = ["root"] },
        [nameof(Envelope.Artifacts)] = static m => m with { Artifacts = [new string('a', 64)] },
        [nameof(Envelope.Intent)] = static m => m with { Intent = "approved" },
        [nameof(Envelope.Embedding)] = static m => m with { Embedding = [1f] },
        [nameof(Envelope.IsUninspectable)] = static m => m with { IsUninspectable = true },
        [nameof(Envelope.IsPiiRegulated)] = static m => m with { IsPiiRegulated = true },
        [nameof(Envelope.RequiredCapability)] = static m => m with { RequiredCapability = "root" },
        [nameof(Envelope.TraceParent)] = static m => m with { TraceParent = "00-trusted" },
    };

    /// <summary>Fields that say which message this is and where it goes: another value makes it another message.</summary>
    private static readonly string[] Identity =
    [
        nameof(Envelope.MessageId), nameof(Envelope.ProtocolVersion), nameof(Envelope.ConstitutionalHash), nameof(Envelope.ToAgent),
        nameof(Envelope.Room), nameof(Envelope.Channel), nameof(Envelope.Target), nameof(Envelope.Type), nameof(Envelope.IdempotencyKey),
        nameof(Envelope.ExpiresAt), nameof(Envelope.BodyDigest), nameof(Envelope.Encoded), nameof(Envelope.Defect),
        nameof(Envelope.EffectiveIdempotencyKey), nameof(Envelope.Recipients),
    ];

    [Fact]
    public void Every_message_gets_exactly_one_outcome_and_none_throws() => Prop.ForAll(Cases, static c => HasOneOutcome(c.Message, c.Scene.Admit(c.Message))).Check(Often);

    [Fact]
    public void The_same_message_in_the_same_world_gets_the_same_verdict() =>
        Prop.ForAll(Cases, static c => Summary(c.Scene.Admit(c.Message)) == Summary(c.Scene.Admit(c.Message))).Check(Often);

    [Fact]
    public void What_is_delivered_stays_in_the_senders_tenant_and_carries_the_hash() =>
        Prop.ForAll(Cases, static c =>
            c.Scene.Admit(c.Message) is not { IsDelivered: true } result
            || (StaysInTenant(c.Message, result.Target)
                && result.Envelope is { TenantId: "acme", FromAgent: "alice", ConstitutionalHash: Constitution.Hash }
                && result.Stamp is { Validated: true, Sender: { Tenant: "acme", Agent: "alice" } })).Check(Often);

    [Fact]
    public void The_generated_worlds_reach_every_end()
    {
        var ends = Cases.Generator.Sample(12_000, 30).Select(static c => Summary(c.Scene.Admit(c.Message))).ToHashSet();

        Enum.GetValues<StageOutcome>().Except([StageOutcome.AnswerFirst]).ShouldBeSubsetOf(ends.Select(static e => e.Step));
        ends.Select(static e => e.Stage).OfType<string>().ToHashSet(StringComparer.Ordinal).ShouldBe(
            ["", "provenance", "shape", "constitution", "tenancy", "duplicate", "quota", "authorization", "policy", "impact", "approval"], ignoreOrder: true);
    }

    [Fact]
    public void Every_field_is_either_a_favour_or_part_of_what_the_message_is() =>
        typeof(Envelope).GetProperties().Select(static p => p.Name).ShouldBe(Favours.Keys.Concat(Identity), ignoreOrder: true);

    [Fact]
    public void No_field_set_to_its_most_favourable_value_makes_a_verdict_better()
    {
        var plain = from scene in Worlds.Scenes
                    from room in Gen.Elements("ops", "vault", "nowhere")
                    from type in Gen.Elements(Enum.GetValues<MessageType>())
                    from field in Gen.Elements(Favours.Keys.ToArray())
                    select (Scene: scene, Message: Scene.Message with { Room = room, Type = type, TenantId = "", FromAgent = "" }, Field: field);

        Prop.ForAll(plain.ToArbitrary(), static c =>
        {
            var without = Summary(c.Scene.Admit(c.Message));
            var result = c.Scene.Admit(Favours[c.Field](c.Message));
            var with = Summary(result);

            // What names an approval never passes by itself: its case is asked.
            return with == without || with.Step == StageOutcome.Refuse || (c.Field == nameof(Envelope.ApprovalId) && result.NamesApproval);
        }).Check(Often);
    }

    private static bool StaysInTenant(Envelope message, MessageTarget target) =>
        target.Channel is { } channel ? channel.Tenant == "acme" && channel.Channel != ChannelKey.Private
        : target.Direct is { } direct ? !direct.Receivers.IsEmpty && direct.Receivers.All(static receiver => receiver.Tenant == "acme")
        : IsSignOfLife(message);

    private static bool IsSignOfLife(Envelope message) =>
        message is { Type: MessageType.Heartbeat, ToAgent: "", Room: "", Channel: "", Target: "", Recipients.IsEmpty: true };

    private static bool HasOneOutcome(Envelope message, AdmissionResult result) => result.Step switch
    {
        StageOutcome.Pass => result is { Verdict.Outcome: Outcome.Delivered, Verdict.Code: Code.None, Stamp: not null, First: null, Need: null } && result.Target.IsNone == IsSignOfLife(message),
        StageOutcome.Hold => result is { Verdict.Outcome: Outcome.Held, Stamp: not null, First: null, Need: null } && result.Target.IsNone == IsSignOfLife(message),
        StageOutcome.Refuse => result is { Verdict: { Outcome: Outcome.Refused, Code: not Code.None, Stage.Length: > 0, Reasons.Length: 1 }, Stamp: null, First: null, Need: null },
        StageOutcome.AnswerFirst => result is { Verdict: null, Stamp: null, First.Duplicate: true, Need: null },
        StageOutcome.JoinFirst => result is { Verdict: null, Stamp: null, First: null, Need: null },
        StageOutcome.Need => result is { Verdict: null, Stamp: null, First: null, Need: not null },
        _ => false,
    };

    private static (StageOutcome Step, Code? Code, string? Stage) Summary(AdmissionResult result) =>
        (result.Step, result.Verdict?.Code, result.Verdict?.Stage);
}

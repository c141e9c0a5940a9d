using System.Collections.Immutable;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Tenants;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Inspection;

public sealed class InspectionStageTests
{
    private const string Secret = "ghp_Qw3rT9yUi2Op5AsD8fGh1JkL4zXc7VbN6mQe";
    private const string Mail = "jane@mail.test";

    private static readonly InspectionPolicy Enforced = new() { Mode = InspectionMode.Enforce };

    [Fact]
    public void Without_a_policy_nothing_is_looked_at()
    {
        var message = LineTexts.Message($"content.text={Secret}");

        var result = Admit(message, policy: null);

        result.IsDelivered.ShouldBeTrue();
        result.Envelope.ShouldBeSameAs(message);
        result.Inspection.ShouldBeNull();
    }

    [Fact]
    public void A_policy_that_is_off_looks_at_nothing() => Admit(LineTexts.Message($"a={Secret}"), new InspectionPolicy { Mode = InspectionMode.Off }).Inspection.ShouldBeNull();

    [Fact]
    public void A_silo_that_has_inspection_off_looks_at_nothing() =>
        Admit(LineTexts.Message($"a={Secret}"), Enforced, setup: new InspectionSetup(IsEnabled: false, MayReload: true, Enforced)).Inspection.ShouldBeNull();

    [Fact]
    public void A_tenant_without_a_policy_has_the_one_of_the_silo() =>
        Admit(LineTexts.Message($"a={Mail}"), policy: null, setup: new InspectionSetup(IsEnabled: true, MayReload: true, Enforced)).Inspection!.Reason.ShouldBe(CasilReasons.Redacted);

    [Fact]
    public void A_clean_message_passes_as_it_came()
    {
        var message = LineTexts.Message("content.text=All is well.", "payload.note=Nothing here.");

        var result = Admit(message, Enforced);

        result.Envelope.ShouldBeSameAs(message);
        result.Inspection.ShouldBeSameAs(ContentVerdict.Clean);
        result.Verdict!.Findings.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_found_is_redacted_and_the_digest_is_that_of_what_is_left()
    {
        var result = Admit(LineTexts.Message($"content.text=write to {Mail}", $"payload.key={Secret}"), Enforced);

        result.IsDelivered.ShouldBeTrue();
        LineTexts.TextOf(result.Envelope).ShouldBe($"content.text=write to {TextRedactor.Mark}\npayload.key={TextRedactor.Mark}");
        result.Envelope.BodyDigest.ToArray().ShouldBe(LineTexts.Message($"content.text=write to {TextRedactor.Mark}", $"payload.key={TextRedactor.Mark}").BodyDigest.ToArray());
        result.Inspection!.Reason.ShouldBe(CasilReasons.Redacted);
        result.Inspection.Risk.ShouldBe(ContentRisk.High);
        result.Verdict!.Findings.ShouldBe([ContentFlags.ProbableSecret, ContentFlags.PersonalData, ContentFlags.Redacted, "EMAIL_ADDRESS:1", "SECRET:1"]);
    }

    [Fact]
    public void A_message_that_was_redacted_passes_again_as_it_is()
    {
        var once = Admit(LineTexts.Message($"content.text=write to {Mail}", "payload.password=hunter2 is it", $"payload.key={Secret}"), Enforced).Envelope;

        var again = Admit(once, Enforced);

        again.Envelope.ShouldBeSameAs(once);
        again.Inspection.ShouldBeSameAs(ContentVerdict.Clean);
    }

    [Fact]
    public void A_probable_secret_blocks_where_the_policy_says_so()
    {
        var result = Admit(LineTexts.Message($"a={Secret}"), Enforced with { BlockOnProbableSecret = true });

        result.IsRefused.ShouldBeTrue();
        result.Verdict!.Code.ShouldBe(Code.CasilPolicyBlocked);
        result.Verdict.Stage.ShouldBe(InspectionStage.Name);
        result.Verdict.Reasons[0].ShouldStartWith(CasilReasons.BlockedSecret);
        result.Verdict.Findings.ShouldContain("SECRET:1");
        result.Verdict.Reasons[0].ShouldNotContain(Secret);
    }

    [Fact]
    public void A_blocked_message_is_not_named_by_the_digest_of_its_content()
    {
        var message = LineTexts.Message($"a={Secret}");

        var result = Admit(message, Enforced with { BlockOnProbableSecret = true });

        result.Envelope.BodyDigest.ToArray().ShouldNotBe(message.BodyDigest.ToArray());
        result.Envelope.BodyDigest.Length.ShouldBe(32);
    }

    [Theory]
    [InlineData(FindingTypes.EmailAddress, Mail)]
    [InlineData(FindingTypes.CreditCard, "4242 4242 4242 4242")]
    public void Types_that_the_policy_blocks_block(string type, string text) =>
        Admit(LineTexts.Message($"a={text}"), Enforced with { BlockTypes = [type] }).Inspection!.Reason.ShouldBe(CasilReasons.Blocked);

    [Fact]
    public void Types_that_the_policy_only_tags_stay_in_the_message()
    {
        var message = LineTexts.Message($"a={Mail} from 192.0.2.17");

        var result = Admit(message, Enforced with { TagTypes = [FindingTypes.EmailAddress] });

        LineTexts.TextOf(result.Envelope).ShouldBe($"a={Mail} from {TextRedactor.Mark}");
        result.Verdict!.Findings.ShouldContain("EMAIL_ADDRESS:1");
        Admit(message, Enforced with { TagTypes = [FindingTypes.EmailAddress, FindingTypes.IpAddress] }).Inspection!.Decision.ShouldBe(InspectionDecision.Allow);
    }

    [Fact]
    public void Allowed_texts_are_no_findings() =>
        Admit(LineTexts.Message($"a={Mail}"), Enforced with { Allowed = [Mail] }).Inspection.ShouldBeSameAs(ContentVerdict.Clean);

    [Fact]
    public void In_monitor_mode_everything_passes_as_it_is_and_is_told_of()
    {
        var message = LineTexts.Message($"a={Secret}");

        var result = Admit(message, new InspectionPolicy { BlockOnProbableSecret = true });

        result.IsDelivered.ShouldBeTrue();
        result.Envelope.ShouldBeSameAs(message);
        result.Inspection!.Reason.ShouldBe(CasilReasons.MonitorMode);
        result.Inspection.Intended.ShouldBe(InspectionDecision.Block);
        result.Verdict!.Findings.ShouldBe([ContentFlags.ProbableSecret, "SECRET:1"]);
    }

    [Fact]
    public void Without_transport_redaction_receivers_get_what_was_sent()
    {
        var message = LineTexts.Message($"a={Mail}");

        var result = Admit(message, Enforced with { TransportRedaction = false });

        result.Envelope.ShouldBeSameAs(message);
        result.Inspection!.Decision.ShouldBe(InspectionDecision.AllowWithRedaction);
        result.Verdict!.Findings.ShouldNotContain(ContentFlags.Redacted);
    }

    [Theory]
    [InlineData(new[] { "ops:*" }, new string[0], true)]
    [InlineData(new[] { "op*" }, new string[0], true)]
    [InlineData(new[] { "ops" }, new string[0], true)]
    [InlineData(new[] { "secure-*", "*:main" }, new string[0], true)]
    [InlineData(new[] { "secure-*" }, new string[0], false)]
    [InlineData(new[] { "ops:*" }, new[] { "ops:ma?n" }, false)]
    [InlineData(new string[0], new[] { "ops:*" }, false)]
    [InlineData(new string[0], new[] { "other" }, true)]
    public void The_scope_says_what_is_looked_at_and_exclusion_wins(string[] include, string[] exclude, bool covered)
    {
        var policy = Enforced with { ScopeInclude = [.. include], ScopeExclude = [.. exclude] };

        Admit(LineTexts.Message($"a={Mail}"), policy).Inspection!.Reason.ShouldBe(covered ? CasilReasons.Redacted : CasilReasons.OutOfScope);
    }

    [Fact]
    public void Types_of_messages_are_part_of_the_scope()
    {
        var message = LineTexts.Message($"a={Mail}");

        Admit(message, Enforced with { ScopeTypes = [MessageType.Command] }).Inspection!.Reason.ShouldBe(CasilReasons.OutOfScope);
        Admit(message, Enforced with { ScopeTypes = [MessageType.Event] }).Inspection!.Reason.ShouldBe(CasilReasons.Redacted);
    }

    [Fact]
    public void An_oversize_message_is_blocked_with_its_own_code_or_skipped()
    {
        var message = LineTexts.Message($"a={Mail}{new string(' ', 100)}");

        var blocked = Admit(message, Enforced with { MaxPayloadBytes = 64 });
        var skipped = Admit(message, Enforced with { MaxPayloadBytes = 64, Oversize = OversizeRule.Skip });
        var watched = Admit(message, new InspectionPolicy { MaxPayloadBytes = 64 });

        blocked.Verdict!.Code.ShouldBe(Code.CasilOversize);
        blocked.Verdict.Findings.ShouldBe([ContentFlags.Oversize]);
        skipped.Envelope.ShouldBeSameAs(message);
        skipped.Verdict!.Findings.ShouldBe([ContentFlags.Oversize]);
        watched.IsDelivered.ShouldBeTrue();
    }

    [Fact]
    public void Limits_count_bytes()
    {
        var message = LineTexts.Message($"a={new string('\u20AC', 30)}");

        Admit(message, Enforced with { MaxPayloadBytes = 91 }).IsRefused.ShouldBeTrue();
        Admit(message, Enforced with { MaxPayloadBytes = 92 }).IsDelivered.ShouldBeTrue();
    }

    [Fact]
    public void What_is_too_long_is_read_in_part_and_its_rest_stays()
    {
        var rest = new string('.', 64 * 1024);
        var result = Admit(LineTexts.Message($"a=to {Mail} {rest}x", "payload.password=seen or not"), Enforced);

        LineTexts.TextOf(result.Envelope).ShouldBe($"a=to {TextRedactor.Mark} {rest}x\npayload.password={TextRedactor.Mark}");
        result.Verdict!.Findings.ShouldContain(ContentFlags.ReadInPart);
        Admit(LineTexts.Message($"a={rest}x"), Enforced).Verdict!.Findings.ShouldBe([ContentFlags.ReadInPart]);
        Admit(LineTexts.Message($"a={rest}"), Enforced).Verdict!.Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(DefaultDecision.Allow, CasilReasons.InternalAllow)]
    [InlineData(DefaultDecision.Block, CasilReasons.InternalBlock)]
    public void A_fault_of_inspection_has_the_decision_that_the_policy_names(DefaultDecision decision, string reason)
    {
        var fault = new InvalidOperationException("broken");

        var result = Admit(LineTexts.Message("a=b"), Enforced with { DefaultDecision = decision }, new LineTexts { Fault = fault });

        result.IsDelivered.ShouldBe(decision == DefaultDecision.Allow);
        result.Inspection!.Fault.ShouldBeSameAs(fault);
        result.Inspection.Reason.ShouldBe(reason);
        result.Inspection.Risk.ShouldBe(ContentRisk.Unknown);
    }

    [Fact]
    public void Receivers_are_told_of_findings_only_where_the_policy_exposes_them()
    {
        var message = LineTexts.Message($"a={Mail}");

        Admit(message, Enforced).Stamp!.Tags.ShouldBeEmpty();
        Admit(message, Enforced with { MetadataToEnvelope = true }).Stamp!.Tags.ShouldBe([ContentFlags.PersonalData, ContentFlags.Redacted, "EMAIL_ADDRESS:1"]);
    }

    [Fact]
    public void Encrypted_content_passes_or_is_blocked_as_the_policy_says()
    {
        var message = LineTexts.Message("a=b") with { IsUninspectable = true };

        Admit(message, Enforced).Verdict!.Findings.ShouldBe([InspectionTags.Uninspectable]);
        Admit(message, Enforced with { Uninspectable = DefaultDecision.Block }).Verdict!.Reasons[0].ShouldStartWith(CasilReasons.Uninspectable);
    }

    [Fact]
    public void Paths_redact_whatever_they_lead_to_and_a_path_that_is_not_there_changes_nothing()
    {
        var policy = Enforced with { RedactionPaths = ["Password", "payload.user.name", "nowhere.to.be.found"] };

        LineTexts.TextOf(Admit(LineTexts.Message("payload.PASSWORD=a b", "payload.user.name=ada", "payload.user.named=bob", "payload.password.hint=cat", "content.text=hi"), policy).Envelope)
            .ShouldBe($"payload.PASSWORD={TextRedactor.Mark}\npayload.user.name={TextRedactor.Mark}\npayload.user.named=bob\npayload.password.hint={TextRedactor.Mark}\ncontent.text=hi");
    }

    [Fact]
    public void Patterns_of_the_policy_redact_beside_the_detectors()
    {
        var policy = Enforced with { RedactionPatterns = ["(?i)project [a-z]+"] };

        var result = Admit(LineTexts.Message($"a=\u00E9 Project Falcon for {Mail}"), policy);

        LineTexts.TextOf(result.Envelope).ShouldBe($"a=\u00E9 {TextRedactor.Mark} for {TextRedactor.Mark}");
        result.Verdict!.Findings.ShouldContain("PATTERN:1");
    }

    [Fact]
    public void Regulated_tenants_and_messages_are_redacted_whatever_the_policy_says()
    {
        var message = LineTexts.Message($"a={Mail}");
        var excluded = Enforced with { ScopeExclude = ["*"], TransportRedaction = false, TagTypes = [FindingTypes.EmailAddress] };

        foreach (var policy in new InspectionPolicy?[] { null, new() { Mode = InspectionMode.Off }, new(), excluded })
        {
            LineTexts.TextOf(Admit(message, policy, compliance: ["pii_regulated"]).Envelope).ShouldBe($"a={TextRedactor.Mark}");
            LineTexts.TextOf(Admit(message with { IsPiiRegulated = true }, policy).Envelope).ShouldBe($"a={TextRedactor.Mark}");
        }
    }

    [Fact]
    public void A_retry_of_a_redacted_message_is_answered_with_its_first_receipt()
    {
        var message = LineTexts.Message($"a={Mail}");
        var keys = new DigestKeys();
        keys.Remember(Admit(message, Enforced).Envelope);

        Admit(message, Enforced, keys: keys).Step.ShouldBe(StageOutcome.AnswerFirst);
        Admit(LineTexts.Message("a=other"), Enforced, keys: keys).Verdict!.Code.ShouldBe(Code.IdempotencyConflict);
        Admit(LineTexts.Message("a=other jane@mail.test"), Enforced, keys: keys).Verdict!.Code.ShouldBe(Code.IdempotencyConflict);
    }

    [Fact]
    public void A_repeat_violator_is_tagged_told_of_once_and_blocked_for_a_time()
    {
        var policy = Enforced with { BlockOnProbableSecret = true, RepeatLimit = 3, RepeatBlock = TimeSpan.FromMinutes(1) };
        var (tally, bad, good) = (new ViolationTally(), LineTexts.Message($"a={Secret}"), LineTexts.Message("a=b"));

        Admit(bad, policy, violations: tally).Inspection!.BecameRepeatViolator.ShouldBeFalse();
        Admit(bad, policy, violations: tally);
        var third = Admit(bad, policy, violations: tally);
        var blocked = Admit(good, policy, violations: tally);
        var later = Admit(good, policy, violations: tally, after: TimeSpan.FromMinutes(1));

        third.Inspection!.BecameRepeatViolator.ShouldBeTrue();
        blocked.Verdict!.Reasons[0].ShouldStartWith(CasilReasons.RepeatViolator);
        blocked.Verdict.RetryAfter.ShouldBe(TimeSpan.FromMinutes(1));
        later.IsDelivered.ShouldBeTrue();
    }

    [Fact]
    public void A_message_that_waited_and_is_judged_again_counts_once()
    {
        var (policy, tally, message) = (Enforced with { RepeatLimit = 2, RepeatBlock = TimeSpan.FromMinutes(1) }, new ViolationTally(), LineTexts.Message($"a={Mail}"));

        Admit(message, policy, violations: tally).IsDelivered.ShouldBeTrue();
        Admit(message, policy, violations: tally, isRepeated: true).Inspection!.BecameRepeatViolator.ShouldBeFalse();
        Admit(message, policy, violations: tally).Inspection!.BecameRepeatViolator.ShouldBeTrue();
        Admit(message, policy, violations: tally, isRepeated: true).IsDelivered.ShouldBeTrue("it came before the block");
    }

    [Fact]
    public void Without_a_block_a_repeat_violator_is_tagged_until_the_window_is_over()
    {
        var policy = new InspectionPolicy { RepeatLimit = 2, RepeatBlock = TimeSpan.FromMinutes(1) };
        var (tally, message) = (new ViolationTally(), LineTexts.Message($"a={Mail}"));

        Admit(message, policy, violations: tally).Verdict!.Findings.ShouldNotContain(ContentFlags.RepeatViolator);
        Admit(message, policy, violations: tally).Inspection!.BecameRepeatViolator.ShouldBeTrue();
        var third = Admit(message, policy, violations: tally);
        var later = Admit(message, policy, violations: tally, after: policy.RepeatWindow);

        third.Inspection!.BecameRepeatViolator.ShouldBeFalse();
        third.Verdict!.Findings.ShouldContain(ContentFlags.RepeatViolator);
        third.IsDelivered.ShouldBeTrue();
        later.Verdict!.Findings.ShouldNotContain(ContentFlags.RepeatViolator);
    }

    [Fact]
    public void A_clean_message_costs_no_allocation()
    {
        var stage = new InspectionStage(new FixedTexts(), new byte[32]);
        var context = Context(Enforced, new Scene(), null, null, InspectionSetup.OwnPolicies, TimeSpan.Zero);
        var message = LineTexts.Message("a=b");
        Judge(stage, message, in context);
        Judge(stage, message, in context);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Judge(stage, message, in context);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static void Judge(InspectionStage stage, Envelope message, in AdmissionContext context)
    {
        var run = new AdmissionRun(message, in context);
        Assert.True(stage.Judge(ref run).Outcome == StageOutcome.Pass);
    }

    private static AdmissionResult Admit(
        Envelope message,
        InspectionPolicy? policy,
        LineTexts? texts = null,
        ImmutableArray<string>? compliance = null,
        IDeliveredKeys? keys = null,
        ViolationTally? violations = null,
        InspectionSetup? setup = null,
        TimeSpan after = default,
        bool isRepeated = false)
    {
        var scene = new Scene { Governance = [new InspectionStage(texts ?? new LineTexts(), new byte[32])] };
        scene = scene with { Settings = scene.Settings with { Compliance = compliance ?? [] } };
        return scene.Pipeline().Admit(message, Context(policy, scene, keys, violations, setup, after) with { IsRepeated = isRepeated });
    }

    private static AdmissionContext Context(InspectionPolicy? policy, Scene scene, IDeliveredKeys? keys, ViolationTally? violations, InspectionSetup? setup, TimeSpan after)
    {
        var context = scene.Context();
        return context with
        {
            Tenant = TenantSnapshot.Compile(scene.Settings with { Inspection = policy }, inspection: setup),
            DeliveredKeys = keys ?? scene.Keys,
            Violations = violations,
            Now = context.Now + after,
        };
    }

    private sealed class FixedTexts : Ports.IMessageText
    {
        public void Read(Envelope envelope, TextSheet sheet) => sheet.Add(0, SheetPart.Text, "note"u8, "payload.note"u8, "On 12 May the well-known team met: 3 hours, no objections = agreed."u8);

        public Envelope Change(Envelope envelope, ReadOnlySpan<TextChange> changes) => throw new InvalidOperationException("Nothing is to be changed.");
    }

    private sealed class DigestKeys : IDeliveredKeys
    {
        private ReadOnlyMemory<byte> _digest;

        public void Remember(Envelope envelope) => _digest = envelope.BodyDigest;

        public KeyLookup Find(string idempotencyKey, ReadOnlyMemory<byte> bodyDigest) => bodyDigest.Span.SequenceEqual(_digest.Span)
            ? new KeyLookup(KeyState.SameDelivered, new Receipt { MessageId = "m-1", Outcome = Outcome.Delivered })
            : new KeyLookup(KeyState.Conflict, null);
    }
}

using AgentBus.Domain.Admission;
using AgentBus.Domain.Impact;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Policies;
using AgentBus.Domain.Tenants;
using AgentBus.Domain.Tests.Impact;
using AgentBus.Domain.Tests.Inspection;
using AgentBus.Domain.Tests.Policies;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;
using Outcome = AgentBus.Model.Outcome;

namespace AgentBus.Domain.Tests.Admission;

/// <summary>What is only asked about gets the verdict of what is sent, and leaves nothing behind (POL-18).</summary>
public sealed class AdmissionChecksTests
{
    private const int Checks = 12;

    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(1_000).WithQuietOnSuccess(true);

    private static readonly Arbitrary<(Scene Scene, List<Envelope> Messages)> Cases =
        (from scene in Worlds.Scenes from messages in Worlds.Messages.ListOf(4) select (scene, messages.ToList())).ToArbitrary();

    private static readonly Gen<string> Texts = Gen.Elements("text=All is well.", "text=to jane@mail.test", "text=key ghp_Qw3rT9yUi2Op5AsD8fGh1JkL4zXc7VbN6mQe", "password=hunter2");

    private static readonly Arbitrary<List<Envelope>> Governed =
        (from text in Texts
         from action in Gen.Elements("", "read", "deploy", "delete", "drop")
         from ehi in Gen.Elements<double?>(null, 0.5, 0.95)
         from approval in Gen.Elements(false, true)
         select LineTexts.Message(text) with { Action = action, EhiScore = ehi, RequiresApproval = approval }).ListOf(6).Select(static list => list.ToList()).ToArbitrary();

    [Fact]
    public void In_any_world_a_check_says_what_admission_then_does() =>
        Prop.ForAll(Cases, static c => Agree(c.Scene, c.Scene.Context() with { Violations = new ViolationTally() }, c.Messages)).Check(Often);

    [Fact]
    public void Under_inspection_policies_and_scores_a_check_says_what_admission_then_does() => Prop.ForAll(Governed, static messages =>
    {
        var faults = new ImpactScene.FaultList();
        var scene = new Scene
        {
            Governance = [new InspectionStage(new LineTexts(), new byte[32]), new PolicyStage(new FakeData(), faults), new ImpactStage(new WeightedScorer(), faults, new LineTexts())],
        };
        scene = scene with
        {
            Settings = scene.Settings with
            {
                Inspection = new InspectionPolicy { Mode = InspectionMode.Enforce, BlockOnProbableSecret = true, RepeatLimit = 2, RepeatBlock = TimeSpan.FromMinutes(1) },
                Policies = new PolicySettings { Active = PolicyScene.DenyWhere("""input.action == "drop" """) },
                Impact = new ImpactSettings(),
            },
        };
        return Agree(scene, scene.Context() with { Tenant = TenantSnapshot.Compile(scene.Settings), Violations = new ViolationTally() }, messages) && faults.Faults.Count == 0;
    }).Check(Often);

    [Fact]
    public void A_check_takes_no_token_and_counts_no_violation()
    {
        var scene = new Scene { Governance = [new InspectionStage(new LineTexts(), new byte[32])] };
        scene = scene with { Settings = scene.Settings with { Inspection = new InspectionPolicy { Mode = InspectionMode.Enforce, RepeatLimit = 1, RepeatBlock = TimeSpan.FromHours(1) } } };
        var context = scene.Context() with { Violations = new ViolationTally() };

        for (var i = 0; i < Checks; i++)
        {
            var apart = AdmissionChecks.Apart(in context);
            scene.Pipeline().Admit(LineTexts.Message("text=to jane@mail.test"), in apart).IsDelivered.ShouldBeTrue();
            apart.Violations!.BlockedFor(context.Now).ShouldBe(TimeSpan.FromHours(1));
        }

        context.Violations.BlockedFor(context.Now).ShouldBe(TimeSpan.Zero);
        context.Violations.Count.ShouldBe(0);
        context.AgentBucket.TryTake(context.Now, out var agentTokens, out _).ShouldBeTrue();
        context.TenantBucket.TryTake(context.Now, out var tenantTokens, out _).ShouldBeTrue();
        (agentTokens, tenantTokens).ShouldBe((scene.Settings.Quota.AgentBurst - 1, scene.Settings.Quota.TenantBurst - 1));
    }

    [Fact]
    public void What_would_be_held_names_the_rule_that_people_would_decide_by()
    {
        var scene = new Scene();
        scene = scene with { Settings = scene.Settings with { Deliberation = new DeliberationSettings { Rules = [new ReviewRule { Name = "two-people", Stages = [ApprovalStage.Name] }] } } };

        var check = Ask(scene, Scene.Message with { RequiresApproval = true });

        (check.Outcome, check.Stage, check.Deliberation).ShouldBe((Outcome.Held, ApprovalStage.Name, "two-people"));
        Ask(scene, Scene.Message).Deliberation.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_sent_before_would_get_its_first_receipt()
    {
        var scene = new Scene();
        scene.Keys.Remember("m-1", new KeyLookup(KeyState.SameInFlight));

        Ask(scene, Scene.Message).ShouldSatisfyAllConditions(static check => check.IsDuplicate.ShouldBeTrue(), static check => check.Outcome.ShouldBe(Outcome.Delivered));
    }

    [Fact]
    public void What_is_not_decided_yet_is_no_answer() =>
        Should.Throw<ArgumentException>(static () => Ask(new Scene { Governance = [new AskingStage()] }, Scene.Message));

    // Twice the same messages: once only sent, once with checks before each. Who asks changes nothing, and is told what then happens.
    private static bool Agree(Scene scene, AdmissionContext context, List<Envelope> messages)
    {
        var pipeline = scene.Pipeline();
        var alone = AdmissionChecks.Apart(in context);
        foreach (var message in messages)
        {
            var expected = Summary(pipeline.Admit(message, in alone));
            for (var i = 0; i < 3; i++)
            {
                var apart = AdmissionChecks.Apart(in context);
                if (Summary(pipeline.Admit(message, in apart)) != expected)
                {
                    return false;
                }
            }

            if (Summary(pipeline.Admit(message, in context)) != expected)
            {
                return false;
            }
        }

        return true;
    }

    private static PolicyCheck Ask(Scene scene, Envelope message)
    {
        var context = scene.Context();
        var apart = AdmissionChecks.Apart(in context);
        var result = scene.Pipeline().Admit(message, in apart);
        return AdmissionChecks.Of(in result, message, scene.Settings);
    }

    private static string Summary(AdmissionResult result) => result.Verdict is not { } verdict
        ? $"{result.Step}"
        : $"{result.Step} {verdict.Code} {verdict.Stage} {string.Join(' ', verdict.Reasons)} {verdict.Impact} {verdict.Ehi} {string.Join(',', verdict.Findings)} "
            + $"{string.Join(',', verdict.Policy?.Rules ?? [])} {verdict.RetryAfter} {verdict.Facts.AgentTokens} {verdict.Facts.TenantTokens}";
}

using System.Text.Json;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Tenants;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Impact;

/// <summary>Overrides against false positives (EHI-05).</summary>
public sealed class ScoreOverrideTests : IDisposable
{
    private static readonly Envelope Delete = Scene.Message with { Action = "Delete" };

    private static readonly ScoreOverride Cleanup = new()
    {
        Name = "cleanup",
        Sender = "alice",
        Action = "delete",
        Target = "ops:main",
        MaxImpact = 0.9,
        ExpiresAt = Scene.Start.AddHours(1),
        Reason = "It deletes scratch files only.",
    };

    private readonly EvidenceBuffer _buffer = new();

    public static TheoryData<string> Misfits { get; } = ["sender", "action", "target", "score", "expired"];

    public void Dispose() => _buffer.Dispose();

    [Fact]
    public void An_override_lets_what_it_names_pass_and_the_verdict_names_it()
    {
        var result = With(Cleanup).Admit(Delete);

        result.ShouldBeDelivered().Override.ShouldBe("cleanup");
        using var json = JsonDocument.Parse(VerdictEvidence.Encode(_buffer, result.Verdict!, result.Envelope, result.Target));
        json.RootElement.GetProperty("override").GetString().ShouldBe("cleanup");
    }

    [Theory]
    [MemberData(nameof(Misfits))]
    public void An_override_lets_nothing_else_pass(string misfit) => With(misfit switch
    {
        "sender" => Cleanup with { Sender = "bob" },
        "action" => Cleanup with { Action = "delete_all" },
        "target" => Cleanup with { Target = "ops:other" },
        "score" => Cleanup with { MaxImpact = 0.89 },
        _ => Cleanup with { ExpiresAt = Scene.Start },
    }).Admit(Delete).Step.ShouldBe(StageOutcome.Hold);

    [Fact]
    public void A_message_that_would_pass_anyway_names_no_override() => With(Cleanup).Admit().ShouldBeDelivered().Override.ShouldBeEmpty();

    [Fact]
    public void Making_one_is_in_the_evidence_with_its_reason()
    {
        var before = Scene.NewSettings();
        var after = before with { Revision = 8, Impact = new ImpactSettings { Overrides = [Cleanup] } };

        using var json = JsonDocument.Parse(SettingsEvidence.Row(_buffer, before, after, "olga", Scene.Start).Body);
        var made = json.RootElement.GetProperty("impact").GetProperty("Overrides")[0];
        made.GetProperty("Reason").GetString().ShouldBe(Cleanup.Reason);
        json.RootElement.GetProperty("operator").GetString().ShouldBe("olga");
    }

    [Fact]
    public void An_override_without_a_reason_an_end_or_for_everything_is_no_setting()
    {
        var problems = TenantRules.Problems(Scene.NewSettings() with { Impact = new ImpactSettings { Overrides = [new ScoreOverride { Name = "all" }] } });

        problems.Length.ShouldBe(3);
        problems.ShouldAllBe(static p => p.Contains("all", StringComparison.Ordinal));
    }

    private static Scene With(ScoreOverride exception) => ImpactScene.New(new ImpactSettings { Overrides = [exception] });
}

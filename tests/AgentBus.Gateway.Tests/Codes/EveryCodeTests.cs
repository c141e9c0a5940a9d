using AgentBus.Domain.Codes;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;

namespace AgentBus.Gateway.Tests.Codes;

/// <summary>Every code of docs/codes.md is said by the composed silo, over a socket or HTTP, in a scene of its own (ERR-04).</summary>
public sealed class EveryCodeTests(SiloFixture fixture)
{
    /// <summary>Codes whose capability is not built yet, or has no way to a client yet. A code that has a scene may not stand here.</summary>
    private static readonly Dictionary<Code, string> Owed = new()
    {
        [Code.ApprovalInvalid] = "approvals on a re-send",
    };

    private static readonly Dictionary<Code, CodeScene> Scenes =
        AdmissionScenes.All.Concat(SessionScenes.All).Concat(ApiScenes.All).Concat(QueueScenes.All).Concat(DeliberationScenes.All).ToDictionary(static scene => scene.Code, static scene => scene.Scene);

    public static TheoryData<Code> Codes { get; } = [.. CodeTable.Rows.Select(static row => row.Code).Where(static code => code != Code.None && !Owed.ContainsKey(code))];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task The_silo_says_it(Code code)
    {
        Scenes.TryGetValue(code, out var scene).ShouldBeTrue($"Nobody shows how a client comes to {CodeTable.Wire(code)}: write a scene for it.");
        (await scene!(fixture)).ShouldBe(CodeTable.Wire(code));
    }

    [Fact]
    public void A_code_that_has_a_scene_is_not_owed() => Scenes.Keys.Intersect(Owed.Keys).ShouldBeEmpty();
}

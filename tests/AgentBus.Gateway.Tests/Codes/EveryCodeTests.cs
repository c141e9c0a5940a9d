using AgentBus.Domain.Codes;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;

namespace AgentBus.Gateway.Tests.Codes;

/// <summary>Every code of docs/codes.md is said by the composed silo, over a socket or HTTP, in a scene of its own (ERR-04).</summary>
public sealed class EveryCodeTests(SiloFixture fixture)
{
    private static readonly Dictionary<Code, CodeScene> Scenes =
        AdmissionScenes.All.Concat(SessionScenes.All).Concat(ApiScenes.All).Concat(QueueScenes.All).Concat(DeliberationScenes.All).ToDictionary(static scene => scene.Code, static scene => scene.Scene);

    public static TheoryData<Code> Codes { get; } = [.. CodeTable.Rows.Select(static row => row.Code).Where(static code => code != Code.None)];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task The_silo_says_it(Code code)
    {
        Scenes.TryGetValue(code, out var scene).ShouldBeTrue($"Nobody shows how a client comes to {CodeTable.Wire(code)}: write a scene for it.");
        (await scene!(fixture)).ShouldBe(CodeTable.Wire(code));
    }
}

using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Admission;

public sealed class ConstitutionStageTests
{
    private const string Former = "0123456789abcdef";
    private readonly Scene _scene = new();

    [Fact]
    public void A_missing_hash_is_refused_and_not_filled_in() =>
        _scene.Admit(Scene.Message with { ConstitutionalHash = "" }).ShouldBeRefused(Code.ConstitutionalHashMissing, "constitution");

    [Theory]
    [InlineData("cdd01ef066bc6cf3")]
    [InlineData("cdd01ef066bc6cf")]
    [InlineData("cdd01ef066bc6cf2 ")]
    [InlineData("CDD01EF066BC6CF2")]
    [InlineData(Former)]
    public void Another_hash_is_refused(string hash) =>
        _scene.Admit(Scene.Message with { ConstitutionalHash = hash }).ShouldBeRefused(Code.ConstitutionalHashMismatch, "constitution");

    [Fact]
    public void During_a_rotation_the_former_hash_passes_and_so_does_the_current()
    {
        var scene = _scene with { Settings = _scene.Settings with { PreviousHash = Former } };

        scene.Admit(Scene.Message with { ConstitutionalHash = Former }).ShouldBeDelivered();
        scene.Admit().ShouldBeDelivered();
    }

    [Fact]
    public void During_a_rotation_a_third_hash_is_refused() =>
        (_scene with { Settings = _scene.Settings with { PreviousHash = Former } })
            .Admit(Scene.Message with { ConstitutionalHash = "fedcba9876543210" })
            .ShouldBeRefused(Code.ConstitutionalHashMismatch, "constitution");

    [Fact]
    public void A_refused_hash_takes_no_token()
    {
        var context = _scene.Context();

        _scene.Pipeline().Admit(Scene.Message with { ConstitutionalHash = "x" }, in context);

        context.AgentBucket.TryTake(Scene.Start, out var left, out _).ShouldBeTrue();
        left.ShouldBe(4);
    }
}

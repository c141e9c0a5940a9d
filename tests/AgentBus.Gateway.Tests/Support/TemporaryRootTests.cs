using AgentBus.TestKit;

namespace AgentBus.Gateway.Tests.Support;

public sealed class TemporaryRootTests
{
    [Fact]
    public async Task What_a_test_left_is_ended_deleted_and_named()
    {
        using var above = new TemporaryDirectory("root");
        var root = Directory.CreateDirectory(above.File("tests")).FullName;
        Directory.CreateDirectory(Path.Combine(root, "agentbus-forgotten", "data"));
        Directory.CreateDirectory(Path.Combine(root, "of-others"));
        await using var forgotten = ChildProcess.Start("sleep", ["1000"], environment: new Dictionary<string, string> { ["TMPDIR"] = root });
        await using var another = ChildProcess.Start("sleep", ["1000"], environment: new Dictionary<string, string> { ["TMPDIR"] = above.Path });

        var left = TemporaryRoot.Clear(root);

        left.ShouldBe(["agentbus-forgotten", $"process {forgotten.Id} (sleep)"]);
        Directory.Exists(root).ShouldBeFalse();
        (forgotten.HasExited, another.HasExited).ShouldBe((true, false));
    }
}

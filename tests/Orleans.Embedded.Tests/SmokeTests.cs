namespace Orleans.Embedded.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void The_test_host_runs() => (1 + 1).ShouldBe(2);
}

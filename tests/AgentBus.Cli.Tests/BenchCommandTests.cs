using System.Text.Json;

namespace AgentBus.Cli.Tests;

public sealed class BenchCommandTests
{
    [Fact]
    public void Json_has_the_figures()
    {
        using var json = JsonDocument.Parse(Cli.Run("policy", "bench", PolicyFolder.Shipped, "-q", "data.agentbus.decision", "-n", "50", "-o", "json").Output);
        var figures = json.RootElement;
        figures.GetProperty("count").GetInt32().ShouldBe(50);
        figures.GetProperty("evaluations_per_second").GetDouble().ShouldBeGreaterThan(0);
        figures.GetProperty("p99_us").GetDouble().ShouldBeGreaterThanOrEqualTo(figures.GetProperty("p50_us").GetDouble());
        figures.GetProperty("allocated_bytes").GetDouble().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void The_table_names_the_figures()
    {
        var outcome = Cli.Run("policy", "bench", PolicyFolder.Shipped, "-q", "data.agentbus.decision", "--count", "50");
        outcome.Code.ShouldBe(0);
        string[] figures = ["evaluations/s", "p50", "p99", "allocated per evaluation"];
        figures.ShouldAllBe(f => outcome.Output.Contains(f));
    }
}

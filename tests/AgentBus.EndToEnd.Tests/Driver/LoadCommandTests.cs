using System.Text.Json;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Driver;

public sealed class LoadCommandTests
{
    private static readonly string[] Promised =
    [
        "ratio_messages_64", "messages_per_s_64", "echo_per_s_64", "p99_ms_at_6310_durable", "p99_ms_at_6310_ephemeral", "p99_ms_at_6310_echo",
        "ratio_messages_64_normal", "ratio_fanout_100", "direct_per_s_64", "request_per_s_64", "work_queue_per_s_64", "grain_call_us", "idle_connection_kib", "ready_s", "receipts", "journal_rows",
    ];

    [Fact]
    public async Task A_run_writes_every_promised_figure_and_as_many_receipts_as_journal_rows()
    {
        using var directory = new TemporaryDirectory("load");
        await using var load = Start("--quick", "--rounds", "1", "--busy-ok", "--only", "fan-out", "--json", directory.File("figures.json"));
        (await load.ExitAsync(TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken)).ShouldBe(0, load.Output);
        using var figures = JsonDocument.Parse(await File.ReadAllTextAsync(directory.File("figures.json"), TestContext.Current.CancellationToken));
        Promised.ShouldBeSubsetOf(figures.RootElement.EnumerateObject().Select(figure => figure.Name));
        figures.RootElement.GetProperty("ratio_fanout_100").GetDouble().ShouldBeGreaterThan(0);
        figures.RootElement.GetProperty("receipts").GetDouble().ShouldBeGreaterThan(0);
        figures.RootElement.GetProperty("journal_rows").GetDouble().ShouldBe(figures.RootElement.GetProperty("receipts").GetDouble());
        figures.RootElement.GetProperty("idle_connection_kib").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("direct", "direct_per_s_64")]
    [InlineData("request", "request_per_s_64")]
    [InlineData("work-queue", "work_queue_per_s_64")]
    [InlineData("cases", "case_vote_delivery_p50_ms")]
    public async Task Messages_that_are_settled_are_measured_and_every_one_of_them_was(string suite, string figure)
    {
        using var directory = new TemporaryDirectory("load");
        await using var load = Start("--quick", "--rounds", "1", "--busy-ok", "--only", suite, "--json", directory.File("figures.json"));
        (await load.ExitAsync(TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken)).ShouldBe(0, load.Output);
        using var figures = JsonDocument.Parse(await File.ReadAllTextAsync(directory.File("figures.json"), TestContext.Current.CancellationToken));
        figures.RootElement.GetProperty(figure).GetDouble().ShouldBeGreaterThan(0);
        figures.RootElement.GetProperty("journal_rows").GetDouble().ShouldBe(figures.RootElement.GetProperty("receipts").GetDouble());
    }

    [Theory]
    [InlineData(0, "usage:", "--help")]
    [InlineData(2, "--jsn is no option", "--jsn", "x")]
    [InlineData(2, "--json is no option, or its value is missing", "--json")]
    [InlineData(2, "--rounds is no option, or its value is missing", "--rounds", "0")]
    public async Task The_command_line_is_checked(int exitCode, string said, params string[] arguments)
    {
        await using var load = Start(arguments);
        (await load.ExitAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldBe(exitCode, load.Output);
        load.Output.ShouldContain(said);
    }

    private static ChildProcess Start(params string[] arguments) => ChildProcess.StartAssembly(BuiltOutput.Assembly("tests/AgentBus.Load"), arguments);
}

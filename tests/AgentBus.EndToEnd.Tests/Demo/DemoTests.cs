using AgentBus.Client;
using AgentBus.Model;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Demo;

public sealed class DemoTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_demonstration_prints_how_to_join_and_three_agents_talk_to_whoever_does()
    {
        await using var demo = await DemoScene.StartAsync(TestContext.Current.CancellationToken);
        var command = await demo.Silo.LineAsync(line => line.Contains("dotnet run --project src/AgentBus.Demo -c Release -- ", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken);
        demo.Silo.Output.ShouldContain($"ws://127.0.0.1:{demo.Ports[0]}/ws");
        demo.Silo.Output.ShouldContain($"http://127.0.0.1:{demo.Ports[1]}/health");

        // The printed line, as pasted into another terminal; only the build is not repeated.
        var arguments = command.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(word => word != "--").Skip(1).ToArray();
        arguments.ShouldContain("--interactive");
        await using var person = ChildProcess.StartAssembly(BuiltOutput.Assembly("src/AgentBus.Demo"), arguments);
        await person.LineAsync(line => line.StartsWith("You are ", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken);
        await person.Input.WriteLineAsync("Could it rain tomorrow?");
        await person.Input.FlushAsync(TestContext.Current.CancellationToken);
        foreach (var opening in new[] { "explorer: I propose: ", "critic: ", "scribe: ", "scribe: Noted, you: \"Could it rain tomorrow?\"" })
        {
            (await person.LineAsync(line => line.StartsWith(opening, StringComparison.Ordinal), Patience, TestContext.Current.CancellationToken)).ShouldNotBeEmpty();
        }

        foreach (var file in Directory.EnumerateFiles(demo.Credentials, "*.token"))
        {
            demo.Silo.Output.ShouldNotContain((await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Split('.')[2]);
        }
    }

    [Fact]
    public async Task A_visitor_votes_and_a_second_reviewer_follows_so_that_one_message_goes_and_another_does_not()
    {
        await using var demo = await DemoScene.StartAsync(TestContext.Current.CancellationToken);
        using var visitor = new DemoVisitor(demo);

        await visitor.RegisterAsync();
        await Until.TrueAsync("the demo's admin confirmed the key", async () => await visitor.ConfirmedByAsync() == "demo-admin", Patience, TestContext.Current.CancellationToken);
        var deploy = await OpenCaseAsync(visitor, "deployer");
        var mail = await OpenCaseAsync(visitor, "mailer");
        (await visitor.LookAsync(mail)).ShouldEndWith("Bounces go to spring@shop.test.");
        await visitor.VoteAsync(deploy, VoteChoice.Approve);
        await visitor.VoteAsync(mail, VoteChoice.Reject);

        await StateAsync(visitor, deploy, "delivered");
        await StateAsync(visitor, mail, "rejected");
        await demo.Silo.LineAsync(line => line.StartsWith("deployer: checkout 4.2.0 is live", StringComparison.Ordinal), Patience, TestContext.Current.CancellationToken);
        await demo.Silo.LineAsync(line => line.StartsWith("mailer may not (rejected): ", StringComparison.Ordinal), Patience, TestContext.Current.CancellationToken);
        var votes = (await visitor.CaseAsync(deploy))["votes"]!.AsArray();
        votes.Select(vote => (string?)vote!["reviewer"]).ShouldBe([DemoVisitor.Name, "demo-reviewer"], ignoreOrder: true);
        votes.Select(vote => (string?)vote!["key_id"]).Distinct().Count().ShouldBe(2);

        // Above its limit the payments desk asks as well, by the policy that the admin put in force.
        (await OpenCaseAsync(visitor, "payments")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_the_mailer_lets_slip_is_redacted_or_blocked()
    {
        await using var demo = await DemoScene.StartAsync(TestContext.Current.CancellationToken);
        await using var listener = await AgentBusClient.ConnectAsync(
            new AgentBusOptions { Uri = new Uri($"ws://127.0.0.1:{demo.Ports[0]}/ws"), Token = demo.TokenOf("you") }, TestContext.Current.CancellationToken);
        await foreach (var heard in listener.SubscribeAsync("shop", "mail", StartAt.Since(TimeProvider.System.GetUtcNow().AddMinutes(-5)), TestContext.Current.CancellationToken))
        {
            heard.Text.ShouldNotContain("jane.doe");
            if (heard.Text.StartsWith("Answer to ***REDACTED***", StringComparison.Ordinal))
            {
                break;
            }
        }

        (await demo.Silo.LineAsync(line => line.StartsWith("mailer was refused (casil_policy_blocked)", StringComparison.Ordinal), Patience, TestContext.Current.CancellationToken)).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_process_ends_with_the_silo_however_that_ends(bool isKilled)
    {
        await using var demo = await DemoScene.StartAsync(TestContext.Current.CancellationToken);
        await Until.TrueAsync("all processes run", () => demo.CountProcesses() == 8, Patience, TestContext.Current.CancellationToken);

        if (isKilled)
        {
            demo.Silo.Kill();
        }
        else
        {
            demo.Silo.Terminate();
        }

        await demo.Silo.ExitAsync(Patience, TestContext.Current.CancellationToken);
        await Until.TrueAsync("no process is left", () => demo.CountProcesses() == 0, Patience, TestContext.Current.CancellationToken);
    }

    private static async Task<string> OpenCaseAsync(DemoVisitor visitor, string sender)
    {
        string? found = null;
        await Until.TrueAsync(
            $"a message of {sender} waits",
            async () => (found = (string?)(await visitor.CasesAsync()).FirstOrDefault(one => (string?)one["sender"] == sender)?["case_id"]) is not null,
            Patience,
            TestContext.Current.CancellationToken);
        return found!;
    }

    private static Task StateAsync(DemoVisitor visitor, string caseId, string state) =>
        Until.TrueAsync($"the case is {state}", async () => (string?)(await visitor.CaseAsync(caseId))["case"]!["state"] == state, Patience, TestContext.Current.CancellationToken);
}

using System.Text;
using AgentBus.Model;
using AgentBus.Silo.Options;
using AgentBus.Silo.Policies;
using AgentBus.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBus.Gateway.Tests.Policies;

public sealed class OpaClientTests
{
    private static readonly byte[] Question = """{"input": {"action": "deploy"}}"""u8.ToArray();

    [Fact]
    public async Task It_asks_as_the_data_api_is_documented_and_hands_the_answer_on()
    {
        await using var opa = await ScriptedOpa.StartAsync();
        opa.Answer = static _ => Task.FromResult((200, """{"result": {"allow": true}, "decision_id": "4ca636c1"}"""));
        using var folder = new TemporaryDirectory("opa");
        await File.WriteAllTextAsync(folder.File("token"), "s3cret\n", TestContext.Current.CancellationToken);
        var (client, _) = Client(opa.Url, options => options.TokenFile = folder.File("token"));
        using var owned = client;

        (await AskAsync(client)).ShouldBe("""{"result": {"allow": true}, "decision_id": "4ca636c1"}""");

        opa.Asked.ShouldHaveSingleItem().ShouldBe(("POST /v1/data/agentbus/decision?provenance=true", """{"input": {"action": "deploy"}}""", "Bearer s3cret"));
    }

    [Theory]
    [InlineData(500, """{"code": "internal_error", "message": "boom"}""", "500 internal_error")]
    [InlineData(400, """{"code": "invalid_parameter", "message": "no"}""", "400 invalid_parameter")]
    [InlineData(401, "", "401")]
    [InlineData(302, "[]", "302")]
    [InlineData(503, "<html>", "503")]
    public async Task An_error_of_the_server_is_none_of_its_answers(int status, string body, string reason)
    {
        await using var opa = await ScriptedOpa.StartAsync();
        opa.Answer = _ => Task.FromResult((status, body));
        var (client, _) = Client(opa.Url);
        using var owned = client;

        (await Should.ThrowAsync<PolicyEvaluationError>(() => AskAsync(client))).Message.ShouldContain(reason);
    }

    [Fact]
    public async Task A_slow_server_is_not_waited_for()
    {
        await using var opa = await ScriptedOpa.StartAsync();
        var never = new TaskCompletionSource<(int, string)>();
        opa.Answer = _ => never.Task;
        var (client, _) = Client(opa.Url, static options => options.Timeout = TimeSpan.FromMilliseconds(100), TimeProvider.System);
        using var owned = client;

        (await Should.ThrowAsync<OPAConnectionError>(() => AskAsync(client))).Message.ShouldContain("in time");

        never.SetResult((200, "{}"));
    }

    [Fact]
    public async Task An_answer_that_is_too_long_is_none()
    {
        await using var opa = await ScriptedOpa.StartAsync();
        opa.Answer = static _ => Task.FromResult((200, new string(' ', 5_000)));
        var (client, _) = Client(opa.Url, static options => options.MaxAnswerBytes = 4_096);
        using var owned = client;

        await Should.ThrowAsync<OPAConnectionError>(() => AskAsync(client));
    }

    [Fact]
    public async Task Without_a_server_it_says_so()
    {
        var (client, _) = Client("");
        using var owned = client;

        client.IsConfigured.ShouldBeFalse();
        await Should.ThrowAsync<OPANotInitializedError>(() => AskAsync(client));
    }

    [Fact]
    public async Task The_breaker_opens_half_opens_and_closes()
    {
        var time = new ManualTimeProvider();
        await using var opa = await ScriptedOpa.StartAsync();
        opa.Answer = static _ => Task.FromResult((500, "{}"));
        var (client, breaker) = Client(opa.Url, static options => options.FailureThreshold = 3, time);
        using var owned = client;
        breaker.State.ShouldBe("closed");
        for (var i = 0; i < 3; i++)
        {
            await Should.ThrowAsync<PolicyEvaluationError>(() => AskAsync(client));
        }

        breaker.State.ShouldBe("open");
        (await Should.ThrowAsync<OPAConnectionError>(() => AskAsync(client))).InnerException.ShouldBeOfType<CircuitBreakerOpenError>();
        opa.Asked.Count.ShouldBe(3);

        time.Advance(TimeSpan.FromSeconds(31));
        await Should.ThrowAsync<PolicyEvaluationError>(() => AskAsync(client));
        breaker.State.ShouldBe("open");

        time.Advance(TimeSpan.FromSeconds(31));
        opa.Answer = static _ => Task.FromResult((200, """{"result": true}"""));
        (await AskAsync(client)).ShouldBe("""{"result": true}""");
        breaker.State.ShouldBe("closed");
    }

    [Fact]
    public async Task A_server_that_comes_back_is_found_again()
    {
        var port = FreePorts.Take(1)[0];
        var (client, _) = Client($"http://127.0.0.1:{port}", static options => options.FailureThreshold = 100);
        using var owned = client;
        await Should.ThrowAsync<OPAConnectionError>(() => AskAsync(client));

        await using (await ScriptedOpa.StartAsync(port))
        {
            (await AskAsync(client)).ShouldBe("""{"result": true}""");
        }

        await Should.ThrowAsync<OPAConnectionError>(() => AskAsync(client));
        await using var again = await ScriptedOpa.StartAsync(port);
        (await AskAsync(client)).ShouldBe("""{"result": true}""");
    }

    private static async Task<string> AskAsync(OpaClient client) =>
        Encoding.UTF8.GetString((await client.AskAsync("agentbus/decision", Question, TestContext.Current.CancellationToken)).Span);

    // Time stands still unless a test says otherwise: a slow machine fails no test by a timeout.
    private static (OpaClient Client, OpaBreaker Breaker) Client(string url, Action<OpaOptions>? change = null, TimeProvider? time = null)
    {
        var options = new AgentBusOptions { Opa = { Url = url } };
        change?.Invoke(options.Opa);
        var wrapped = Microsoft.Extensions.Options.Options.Create(options);
        var breaker = new OpaBreaker(wrapped, time ?? new ManualTimeProvider(), NullLogger<OpaBreaker>.Instance);
        return (new OpaClient(wrapped, breaker), breaker);
    }
}

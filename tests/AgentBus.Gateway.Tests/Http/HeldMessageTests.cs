using System.Net;
using AgentBus.Domain.Ports;
using AgentBus.Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>Messages that wait for people, over HTTP: 202 with the place of the case (MSG-15, T-18).</summary>
public sealed class HeldMessageTests
{
    [Theory]
    [InlineData("/messages")]
    [InlineData("/api/v1/messages")]
    public async Task A_held_message_is_accepted_with_the_place_of_its_case(string path)
    {
        await using var silo = await RunningSilo.StartAsync(static services => services.AddSingleton<IDeliberation, WaitingRoom>());
        using var client = ApiClient.Of(silo, "alpha");
        var body = ApiClient.Enveloped(new { room = RunningSilo.Room, channel = "general", message_type = "command", content = "deploy", requires_approval = true });

        var answer = (await client.PostAsync(path, body)).ShouldBeData(HttpStatusCode.Accepted);

        answer.Headers["Location"].ShouldBe($"/api/v1/cases/{WaitingRoom.Case}");
        answer.Data.GetProperty("status").GetString().ShouldBe("pending_deliberation");
        answer.Data.GetProperty("receipt").GetProperty("outcome").GetString().ShouldBe("held");
        answer.Data.GetProperty("receipt").GetProperty("case_id").GetString().ShouldBe(WaitingRoom.Case);
    }
}

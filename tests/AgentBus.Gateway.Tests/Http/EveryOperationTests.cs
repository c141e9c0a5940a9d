using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Silo.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>What is the same in all operations of all APIs (ENV-18): who is nobody is refused before anything else, and so is a body that is no envelope.</summary>
public sealed class EveryOperationTests(SiloFixture fixture)
{
    private const string OtherConstitution = """{"constitutional_context":{"hash":"0000000000000000","tenant_id":"default-tenant"},"data":{}}""";

    [Fact]
    public async Task Without_a_credential_every_one_is_refused_in_the_same_form()
    {
        foreach (var (operation, isForOperators) in Operations())
        {
            using var http = Client(isForOperators, null);
            (await SendAsync(http, operation, OtherConstitution)).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        }
    }

    [Theory]
    [InlineData(OtherConstitution, "constitutional_hash_mismatch")]
    [InlineData("{}", "constitutional_hash_missing")]
    [InlineData("[]", "message_invalid")]
    [InlineData("{", "message_invalid")]
    [InlineData("""{"constitutional_context":{"hash":"cdd01ef066bc6cf2","tenant_id":"default-tenant"},"data":{},"data":{}}""", "message_invalid")]
    public async Task A_body_that_is_no_envelope_of_this_constitution_is_refused_in_the_same_form(string body, string code)
    {
        foreach (var (operation, isForOperators) in Operations().Where(static one => one.Operation.Method is "POST" or "PUT"))
        {
            using var http = Client(isForOperators, isForOperators ? fixture.Silo.Token("olga", "operator") : fixture.Silo.Token("root", "admin"));
            (await SendAsync(http, operation, body)).ShouldBeProblem(HttpStatusCode.BadRequest, code);
        }
    }

    private List<(ApiOperation Operation, bool IsForOperators)> Operations()
    {
        var all = fixture.Silo.Services.GetServices<IApiGroup>().SelectMany(static group => group.Operations.Select(operation => (Operation: operation, group.IsForOperators))).ToList();
        all.Count.ShouldBeGreaterThan(20);
        return all;
    }

    private HttpClient Client(bool isForOperators, string? token)
    {
        var http = new HttpClient { BaseAddress = isForOperators ? fixture.Silo.Internal : fixture.Silo.Public };
        http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private static async Task<ApiReply> SendAsync(HttpClient http, ApiOperation operation, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), operation.Path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
        request.Content = operation.Body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return await ApiReply.OfAsync(response);
    }
}

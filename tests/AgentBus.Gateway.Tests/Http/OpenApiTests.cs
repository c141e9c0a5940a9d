using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Silo.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>The description of the HTTP API: it is the one of the code, it is served, and every example in it works (ADP-02).</summary>
public sealed class OpenApiTests(SiloFixture fixture)
{
    private const string File = "docs/openapi.v1.json";

    [Fact]
    public void The_document_is_written_from_the_operations() =>
        GeneratedDocument.Check(File, OpenApiDocument.Write(fixture.Silo.Services.GetServices<IApiGroup>()));

    [Fact]
    public async Task It_is_served_as_it_is_checked_in()
    {
        using var http = new HttpClient { BaseAddress = fixture.Silo.Public };

        var served = await http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);

        served.ShouldBe(System.IO.File.ReadAllText(Path.Combine(Repository.Root, File)));
    }

    [Fact]
    public void Every_endpoint_of_the_api_stands_in_it()
    {
        var endpoints = fixture.Silo.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(static endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal) || endpoint.RoutePattern.RawText.StartsWith("/admin/", StringComparison.Ordinal))
            .Select(static endpoint => $"{endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]} {endpoint.RoutePattern.RawText}")
            .ToList();
        using var document = Document();

        var described = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(static path => path.Value.EnumerateObject().Where(static member => member.Name != "servers").Select(member => $"{member.Name.ToUpperInvariant()} {path.Name}"))
            .ToList();

        endpoints.Count.ShouldBeGreaterThan(15);
        endpoints.ShouldBeSubsetOf(described);
        described.ShouldBeUnique();
    }

    [Fact]
    public async Task Every_example_is_answered_as_it_says_and_in_the_form_that_it_says()
    {
        await using var silo = await RunningSilo.StartAsync();
        await using var beta = await InboxReader.OpenAsync(silo, "beta");
        using var document = Document();
        var schema = new AnswerSchema(document.RootElement);
        using var agents = Client(silo, isForOperators: false);
        using var operators = Client(silo, isForOperators: true);
        var sent = 0;
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            var http = path.Name.StartsWith("/admin/", StringComparison.Ordinal) ? operators : agents;
            foreach (var operation in path.Value.EnumerateObject().Where(static member => member.Name != "servers"))
            {
                foreach (var example in operation.Value.GetProperty("x-examples").EnumerateArray())
                {
                    await SendAsync(http, operation.Value, example, schema);
                    sent++;
                }
            }
        }

        sent.ShouldBeGreaterThan(25);
    }

    [Theory]
    [InlineData("{}", "$ has no id")]
    [InlineData("""{"id":"x"}""", "$.id is no integer")]
    [InlineData("""{"id":1,"more":2}""", "$.more is not described")]
    [InlineData("""{"id":1,"next":{"id":null}}""", "$.next.id is no integer")]
    [InlineData("""{"id":1,"kind":"c"}""", "$.kind is none of the names")]
    [InlineData("""{"id":1,"list":[{"id":1},{}]}""", "$.list[] has no id")]
    public void The_check_of_schemas_finds_what_is_wrong(string value, string problem)
    {
        using var document = JsonDocument.Parse("""
            {"components":{"schemas":{"One":{"type":"object","required":["id"],"properties":{
              "id":{"type":"integer"},"kind":{"type":"string","enum":["a","b"]},
              "next":{"allOf":[{"$ref":"#/components/schemas/One"}],"nullable":true},"list":{"type":"array","items":{"$ref":"#/components/schemas/One"}}}}}}}
            """);
        using var json = JsonDocument.Parse(value);
        var schema = document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("One");

        new AnswerSchema(document.RootElement).Problems(json.RootElement, schema).ShouldBe([problem]);
    }

    private static HttpClient Client(RunningSilo silo, bool isForOperators)
    {
        var http = new HttpClient { BaseAddress = isForOperators ? silo.Internal : silo.Public };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", isForOperators ? silo.Token("olga", "operator") : silo.Token("alpha", "admin"));
        return http;
    }

    private static async Task SendAsync(HttpClient http, JsonElement operation, JsonElement example, AnswerSchema schema)
    {
        var line = example.GetProperty("request").GetString()!.Split(' ', 2);
        using var request = new HttpRequestMessage(new HttpMethod(line[0]), line[1]);
        if (example.TryGetProperty("body", out var body))
        {
            request.Content = new StringContent(body.GetRawText(), Encoding.UTF8, "application/json");
            schema.Problems(body, operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema")).ShouldBeEmpty(line[1]);
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBe(example.GetProperty("status").GetInt32(), $"{example.GetProperty("request")} {text}");
        var content = schema.Follow(operation.GetProperty("responses").GetProperty($"{(int)response.StatusCode}")).GetProperty("content");
        content.TryGetProperty(response.Content.Headers.ContentType!.MediaType!, out var described).ShouldBeTrue(text);
        using var answer = JsonDocument.Parse(text);
        schema.Problems(answer.RootElement, described.GetProperty("schema")).ShouldBeEmpty($"{example.GetProperty("request")} {text}");
    }

    private static JsonDocument Document() => JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(Repository.Root, File)));
}

using System.Text;
using AgentBus.Domain.Inspection;

namespace AgentBus.Domain.Tests.Inspection;

public sealed class SecretTests
{
    // Put together here, so that scanners of repositories do not take them for leaks.
    private const string Random = "q7Zk3VxT9pLw2RnB8yHd4FsJ6mGc1XaE5uKt";

    [Theory]
    [InlineData("ghp_", "", "github-token")]
    [InlineData("glpat-", "", "gitlab-token")]
    [InlineData("npm_", "", "npm-token")]
    [InlineData("sk-", "", "model-api-key")]
    [InlineData("sk_live_", "", "stripe-key")]
    [InlineData("xoxb-123456789012-123456789012-", "", "slack-token")]
    [InlineData("hvs.", "", "vault-token")]
    [InlineData("pnu_", "", "prefect-token")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.", "", "jwt")]
    [InlineData("postgres://app:", "@db.internal:5432/app", "url-password")]
    [InlineData("Server=db;User Id=app;Password=", ";Encrypt=true", "password")]
    [InlineData("api_key = \"", "\"", "key-value")]
    [InlineData("{\"client_secret\":\"", "\"}", "key-value")]
    [InlineData("{\"body\":\"{\\\"password\\\":\\\"", "\\\"}\"}", "password")]
    [InlineData("Authorization: Bearer ", "", "key-value")]
    [InlineData("curl -u admin:", " https://host/", "command-line-password")]
    [InlineData("twilio: ", "", "provider-key")]
    public void A_secret_is_found_by_its_form_or_its_key(string before, string after, string detector)
    {
        var text = before + Random + after;

        var finding = TextInspector.Default.Inspect(text).Findings.ShouldHaveSingleItem();

        finding.Type.ShouldBe(FindingTypes.Secret);
        finding.Detector.ShouldBe(detector);
        Inspected.Slice(text, finding).ShouldEndWith(Random);
    }

    [Fact]
    public void A_private_key_is_one_finding_from_its_first_to_its_last_line()
    {
        var key = $"-----BEGIN EC PRIVATE KEY-----\n{Random}{Random}\n-----END EC PRIVATE KEY-----";

        Inspected.Find($"here: {key}\nbye").ShouldBe([$"SECRET {key}"]);
    }

    [Theory]
    [InlineData("password = ${DB_PASSWORD}")]
    [InlineData("password: getPassword()")]
    [InlineData("api_key = <your key>")]
    [InlineData("token: xxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("public_token = q7Zk3VxT9pLw2RnB8yHd4FsJ6mGc1XaE5uKt")]
    [InlineData("secret_name = NEXUS-GPT4-KEY")]
    [InlineData("ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("https://user:${PASSWORD}@host/")]
    [InlineData("checksum 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEq7Zk3VxT9pLw2RnB8yHd4FsJ6mGc\n-----END PUBLIC KEY-----")]
    public void A_placeholder_or_a_name_is_no_secret(string text) => Inspected.Find(text).ShouldBeEmpty();

    [Theory]
    [InlineData("jane@mail.test and then some more", "EMAIL_ADDRESS")]
    [InlineData("card 4242424242424242 has been lost today", "CREDIT_CARD")]
    public void Text_in_base64_is_looked_into_to_the_depth_that_is_set(string text, string type)
    {
        var once = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        var twice = Convert.ToBase64String(Encoding.UTF8.GetBytes(once));
        var thrice = Convert.ToBase64String(Encoding.UTF8.GetBytes(twice));

        Inspected.Find($"data: {once}").ShouldBe([$"{type} {once}"]);
        Inspected.Find($"data: {twice}").ShouldBe([$"{type} {twice}"]);
        Inspected.Find($"data: {thrice}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("pass\u200Bword=q7Zk3VxT9pLw", "SECRET q7Zk3VxT9pLw")]
    [InlineData("p\u0430ssword=q7Zk3VxT9pLw", "SECRET q7Zk3VxT9pLw")]
    [InlineData("4242\u200B4242\u200B4242\u200B4242", "CREDIT_CARD 4242\u200B4242\u200B4242\u200B4242")]
    [InlineData("４２４２４２４２４２４２４２４２", "CREDIT_CARD ４２４２４２４２４２４２４２４２")]
    [InlineData("😀 jane\\u0040mail.test", "EMAIL_ADDRESS jane\\u0040mail.test")]
    public void Disguises_are_seen_through_and_places_count_code_points(string text, string finding) => Inspected.Find(text).ShouldBe([finding]);

    [Fact]
    public void Secrets_block_and_personal_data_are_redacted()
    {
        TextInspector.Default.Inspect("password=q7Zk3VxT9pLw jane@mail.test").Decision.ShouldBe(InspectionDecision.Block);
        TextInspector.Default.Inspect("jane@mail.test").Decision.ShouldBe(InspectionDecision.AllowWithRedaction);
        TextInspector.Default.Inspect("nothing").Decision.ShouldBe(InspectionDecision.Allow);
    }
}

using System.Security.Cryptography;
using AgentBus.Silo.Logs;
using AgentBus.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Gateway.Tests.Logs;

public sealed class LogRedactorTests
{
    private const string Planted = "pl4nted";
    private readonly LogRedactor _redactor = new();

    [Theory]
    [InlineData("Authorization: Bearer pl4nted.abc-_~+/==", "Authorization: Bearer ***")]
    [InlineData("basic cGw0bnRlZA== pl", "basic *** pl")]
    [InlineData("key ak.t1.k1.pl4nted, and on", "key ak.t1.k1.***, and on")]
    [InlineData("Host=db;Password=pl4nted;Port=1", "Host=db;Password=***;Port=1")]
    [InlineData("Host=db;pwd = 'pl4nted x';Port=1", "Host=db;pwd = ***;Port=1")]
    [InlineData("redis://me:pl4nted@cache:6379", "redis://me:***@cache:6379")]
    [InlineData("postgres://:pl4nted@db", "postgres://:***@db")]
    [InlineData("cache:6379,password=pl4nted,ssl=true", "cache:6379,password=***,ssl=true")]
    [InlineData("""{"api_key":"pl4nted \" more","a":1}""", """{"api_key":***,"a":1}""")]
    [InlineData("GET /ws?access_token=pl4nted&x=1", "GET /ws?access_token=***&x=1")]
    [InlineData("mail of jane@mail.test is full", "mail of ***REDACTED*** is full")]
    [InlineData("pushed with ghp_Qw3rT9yUi2Op5AsD8fGh1JkL4zXc7VbN6mQe now", "pushed with ***REDACTED*** now")]
    public void A_secret_goes_and_what_stands_around_it_stays(string text, string redacted) => _redactor.Redact(text).ShouldBe(redacted);

    [Fact]
    public void A_token_goes_wherever_it_stands()
    {
        using var issuer = new TokenIssuer("i", "a");
        var token = issuer.Token("t1", "ada", ["agent"], TimeSpan.FromHours(1));

        foreach (var text in new[] { token, $"\"{token}\"", $"x={token};y", $"({token})", $"{token[..^30]}" })
        {
            var redacted = _redactor.Redact(text);
            redacted.ShouldContain("***");
            redacted.ShouldNotContain(token[..20]);
            redacted.ShouldNotContain(token.Split('.')[1][..12]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_private_key_goes_even_where_it_is_cut_off(bool isCut)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = key.ExportPkcs8PrivateKeyPem();

        _redactor.Redact($"It holds {(isCut ? pem[..100] : pem)}").ShouldBe("It holds -----BEGIN PRIVATE KEY----- ***");
    }

    [Theory]
    [InlineData("The tenant t1 has 3 tokens left")]
    [InlineData("Token of you for this run: data/credentials/you.token")]
    [InlineData("AgentBus:Cluster:Postgres: a secret stands in appsettings.json; give it by AgentBus:Cluster:PostgresFile.")]
    [InlineData("http://127.0.0.1:8080/health at 12:34:56")]
    [InlineData("")]
    public void What_is_no_secret_stays(string text) => _redactor.Redact(text).ShouldBe(text);

    [Fact]
    public void No_text_makes_it_fail_and_twice_is_as_good_as_once() =>
        Prop.ForAll<NonNull<string>>(text => _redactor.Redact(_redactor.Redact(text.Get)) == _redactor.Redact(text.Get)).QuickCheckThrowOnFailure();

    [Fact]
    public void Hostile_text_does_not_hold_it_up()
    {
        foreach (var part in new[] { "eyJ", "eyJ.", "password=\"\\", "://a:", "ak.a.", "-----BEGIN PRIVATE KEY-----\n", "bearer ", "secret=secret=" })
        {
            var text = string.Concat(Enumerable.Repeat(part, 2_000)) + Planted;

            // The bound that counts is the redactor's own: a match that takes longer than a second is given up, and then nothing is shown.
            Should.NotThrow(() => _redactor.Redact(text));
        }
    }
}

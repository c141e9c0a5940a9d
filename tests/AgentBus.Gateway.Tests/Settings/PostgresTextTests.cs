using AgentBus.Silo.Hosting;

namespace AgentBus.Gateway.Tests.Settings;

public sealed class PostgresTextTests
{
    [Theory]
    [InlineData("Host=db;Database=bus", "Host=db;Database=bus")]
    [InlineData("postgresql://localhost:5432/ace_comms", "Host=localhost;Port=5432;Database=ace_comms")]
    [InlineData("postgres://me:p%40ss@db/bus", "Host=db;Database=bus;Username=me;Password=p@ss")]
    public void A_database_is_named_by_URL_or_connection_string(string text, string expected) =>
        PostgresText.ToConnectionString(text).ShouldBe(expected, StringCompareShould.IgnoreCase);
}

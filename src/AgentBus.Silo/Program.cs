using AgentBus.Model;
using AgentBus.Silo;
using AgentBus.Silo.Hosting;
using AgentBus.Silo.Options;
using Microsoft.Extensions.Options;

const int WrongUse = 64; // EX_USAGE of sysexits.h
const int CannotStart = 74; // EX_IOERR
const int WrongConfiguration = 78; // EX_CONFIG

var command = CommandLine.Parse(args);
if (command.Problem is { } problem)
{
    Console.Error.WriteLine(problem);
    return WrongUse;
}

if (command.WantsHelp || command.WantsVersion || command.WantsConfigDoc)
{
    Console.Out.Write(command.WantsHelp ? CommandSwitch.Help : command.WantsVersion ? ServerVersion.Text + Environment.NewLine : ConfigurationReference.Write());
    return 0;
}

try
{
    await SiloHost.Build(command).RunAsync();
    return 0;
}
catch (Exception e) when (e is ConfigurationError or OptionsValidationException)
{
    Console.Error.WriteLine($"The configuration is not right: {e.Message}");
    return WrongConfiguration;
}
catch (IOException e)
{
    // A port or the data directory is taken, or cannot be written.
    Console.Error.WriteLine($"The silo cannot start: {e.Message}");
    return CannotStart;
}

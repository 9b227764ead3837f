// A HashiCorp Vault for tests: its own core and HTTP API, the KV engine and the Kubernetes login, everything in memory.
// Prints one line of JSON, {address, token, key}, and serves until its stdin ends.
package main

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"slices"

	"github.com/hashicorp/go-hclog"
	kubernetes "github.com/hashicorp/vault-plugin-auth-kubernetes"
	kv "github.com/hashicorp/vault-plugin-secrets-kv"
	vaulthttp "github.com/hashicorp/vault/http"
	"github.com/hashicorp/vault/internalshared/configutil"
	"github.com/hashicorp/vault/sdk/helper/consts"
	"github.com/hashicorp/vault/sdk/logical"
	"github.com/hashicorp/vault/sdk/physical/inmem"
	"github.com/hashicorp/vault/vault"
)

func main() {
	logger := hclog.New(&hclog.LoggerOptions{Level: hclog.Error, Output: os.Stderr})
	storage := must(inmem.NewInmem(nil, logger))
	core := must(vault.NewCore(&vault.CoreConfig{
		Physical:           storage,
		LogicalBackends:    map[string]logical.Factory{"kv": kv.Factory},
		CredentialBackends: map[string]logical.Factory{"kubernetes": kubernetes.Factory},
		BuiltinRegistry:    none{},
		DisableMlock:       true,
		Logger:             logger,
	}))
	one := &vault.SealConfig{SecretShares: 1, SecretThreshold: 1}
	made := must(core.Initialize(context.Background(), &vault.InitParams{BarrierConfig: one, RecoveryConfig: one}))
	must(core.Unseal(slices.Clone(made.SecretShares[0])))

	listener := must(net.Listen("tcp", "127.0.0.1:0"))
	handler := vaulthttp.Handler.Handler(&vault.HandlerProperties{
		Core:           core,
		ListenerConfig: &configutil.Listener{Address: "127.0.0.1"},
	})
	go func() { panic(http.Serve(listener, handler)) }()
	must(0, json.NewEncoder(os.Stdout).Encode(map[string]string{
		"address": "http://" + listener.Addr().String(),
		"token":   made.RootToken,
		"key":     hex.EncodeToString(made.SecretShares[0]),
	}))
	must(io.Copy(io.Discard, os.Stdin))
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// The core's table of built-in plugins: what it needs is given to it as factories.
type none struct{}

func (none) Contains(string, consts.PluginType) bool                           { return false }
func (none) Get(string, consts.PluginType) (func() (interface{}, error), bool) { return nil, false }
func (none) Keys(consts.PluginType) []string                                   { return nil }
func (none) DeprecationStatus(string, consts.PluginType) (consts.DeprecationStatus, bool) {
	return consts.Unknown, false
}
func (none) IsBuiltinEntPlugin(string, consts.PluginType) bool { return false }

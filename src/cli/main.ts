#!/usr/bin/env node
// The command line, for whoever starts it as a module.
import './main.cjs'
